"""Measures the controls of a page: axe sees neither clipped ones nor small ones."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

SMALLEST = 24
"""CSS pixels: WCAG 2.2, 2.5.8."""

# A control that is only there for screen readers is measured by its label, and one in a
# sentence may be as high as the line. What lies in a strip that scrolls can be reached.
_MEASURE = """
() => {
  const controls = `a[href], button, input:not([type=hidden]), select, textarea, summary,
    [role=button], [role=link], [role=slider], [role=tab], [role=switch], [role=menuitem],
    [role=checkbox], [role=radio], [role=option], [role=combobox]`
  const shown = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !e.closest("[inert], [aria-hidden=true]")
  const hidden = (e) => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e)
    return box.width <= 1 || box.height <= 1 || style.clipPath !== "none"
      || (style.clip !== "auto" && style.position === "absolute")
  }
  const inSentence = (e) => getComputedStyle(e).display === "inline"
    && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
  const clips = (e) => {
    const found = []
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
      const style = getComputedStyle(p)
      if (/auto|scroll/.test(style.overflowX) && p.scrollWidth > p.clientWidth) return null
      if (/hidden|clip/.test(style.overflowX)) found.push(p.getBoundingClientRect())
      if (style.position === "fixed") break
    }
    return found
  }
  const name = (e) => (e.getAttribute("aria-label") || e.innerText || e.name || e.outerHTML)
    .trim().replace(/\\s+/g, " ").slice(0, 60)
  return [...document.querySelectorAll(controls)].filter(shown).flatMap((control) => {
    let e = control
    if (hidden(e)) {
      e = (control.labels && control.labels[0]) || null
      if (!e || hidden(e)) return []
    }
    const box = e.getBoundingClientRect(), around = clips(e), slack = 0.5
    const out = (left, right) => box.left < left - slack || box.right > right + slack
    const clipped = around !== null && (out(0, document.documentElement.clientWidth)
      || around.some((c) => out(c.left, c.right)))
    return [{ name: name(control), left: box.left, right: box.right, width: box.width,
      height: box.height, clipped, inSentence: inSentence(e) }]
  })
}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """A control that somebody cannot hit."""

    name: str
    why: str


async def troubles(page: Page, *, smallest: float = SMALLEST) -> list[Trouble]:
    """Controls that are clipped at the sides, or smaller than a finger needs."""
    measured: list[dict[str, Any]] = await page.evaluate(_MEASURE)
    found = []
    for box in measured:
        if box["clipped"]:
            why = f"from {box['left']:.0f} to {box['right']:.0f} px: clipped"
            found.append(Trouble(name=box["name"], why=why))
        elif (
            min(box["width"], box["height"]) < smallest - 0.5 and not box["inSentence"]
        ):
            why = f"{box['width']:.0f} by {box['height']:.0f} px: too small"
            found.append(Trouble(name=box["name"], why=why))
    return found


async def scrolls_sideways(page: Page) -> bool:
    """WCAG 2.2, 1.4.10: at 320 px nothing asks for scrolling in two directions."""
    wider: bool = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wider
