// The categories that songs have, side by side; the chosen one is in the address.
import { useQuery } from "@tanstack/react-query"
import { Link, useSearch } from "@tanstack/react-router"

import { categories as categoriesQuery } from "@/features/songs/queries"
import { Skeleton } from "@/ui/Skeleton"

export function CategoryChips() {
  const { category } = useSearch({ from: "/framed/" })
  const { data, isPending } = useQuery(categoriesQuery)
  const names = data?.items.map((each) => each.name) ?? []
  // An address may name a category that no song has any more: it shows all the same.
  const shown = category && !names.includes(category) ? [category, ...names] : names
  return (
    <nav aria-label="Categories" className="scroll-row mt-3.5">
      <CategoryLink label="All" isChosen={!category} />
      {shown.map((name) => (
        <CategoryLink key={name} name={name} label={name} isChosen={name === category} />
      ))}
      {isPending &&
        [60, 76, 64, 88, 72].map((width) => (
          <Skeleton key={width} className="h-7.5 rounded-full max-sm:h-9" />
        ))}
    </nav>
  )
}

function CategoryLink(props: { name?: string; label: string; isChosen: boolean }) {
  return (
    <Link
      to="/"
      search={({ q, section }) => ({ q, section, category: props.name })}
      activeOptions={{ exact: true }}
      aria-current={props.isChosen ? "page" : undefined}
      className="chip"
    >
      {props.label}
    </Link>
  )
}
