// What others published: trending, newest, categories, search.
import { Link, useSearch } from "@tanstack/react-router"
import { ArrowLeft } from "lucide-react"

import { usePageTitle } from "@/app/page"
import type { FeedSearch } from "@/app/searches"

import { CategoryChips } from "./CategoryChips"
import "./feed.css"
import { FeedBar } from "./FeedBar"
import { Front } from "./Front"
import { SearchResults } from "./SearchResults"
import { Section } from "./Section"

export function HomePage() {
  const { q, section, category } = useSearch({ from: "/framed/" })
  const title = titleOf({ q, section, category })
  usePageTitle(title)
  const apart = Boolean(q || section)
  return (
    <div className="page">
      <FeedBar />
      <div className="pt-5">
        {apart && (
          <Link to="/" search={{ category }} className="link mb-1 inline-flex items-center gap-1.5">
            <ArrowLeft aria-hidden size={16} />
            Home
          </Link>
        )}
        <h1 className="page-title [overflow-wrap:anywhere]">{title}</h1>
      </div>
      <CategoryChips />
      {q ? (
        <SearchResults words={q} category={category} />
      ) : section ? (
        <Section section={section} category={category} title={title} />
      ) : (
        <Front category={category} />
      )}
    </div>
  )
}

function titleOf({ q, section }: FeedSearch): string {
  if (q) return `Songs for “${q}”`
  if (section) return section === "newest" ? "Newest" : "Trending"
  return "Home"
}
