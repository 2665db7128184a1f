// Where to type what is looked for; `/` leads to the one that is seen.
import { Search, X } from "lucide-react"
import { type ComponentProps, useRef } from "react"

import { classes } from "./classes"

interface SearchBoxProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  label: string
  value: string
  onSearch: (words: string) => void
}

export function SearchBox({
  label,
  value,
  onSearch,
  className,
  placeholder = "Search",
  ...rest
}: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const clear = () => {
    onSearch("")
    input.current?.focus()
  }
  return (
    <div className={classes("search-box", className)}>
      <Search aria-hidden size={18} className="flex-none" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={100}
        data-search
        onChange={(event) => onSearch(event.currentTarget.value)}
        {...rest}
      />
      {value ? (
        <button
          type="button"
          aria-label="Clear the search"
          className="grid size-6 place-items-center"
          onClick={clear}
        >
          <X aria-hidden size={16} />
        </button>
      ) : (
        <kbd aria-hidden className="only-keyboard">
          /
        </kbd>
      )}
    </div>
  )
}
