"""Asks axe what somebody with a disability would stumble over on a page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Page

_SCRIPT = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that one theme can keep and the other break."""

_RUN = """async rules => {
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] })
  // How far a page is scrolled, or what lies over it, takes no room from a control.
  const isCovered = ({ target }) => {
    const element = document.querySelector(target[0])
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return [left + 1, right - 1].some(x => [top + 1, bottom - 1].some(y => {
      const seen = document.elementFromPoint(x, y)
      return seen && !element.contains(seen) && !seen.contains(element)
    }))
  }
  return found.violations
    .map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: id === "target-size" ? nodes.filter(node => !isCovered(node)) : nodes,
    }))
    .filter(({ nodes }) => nodes.length > 0)
}"""


async def violations(page: Page, rules: Sequence[str] = _TAGS) -> list[str]:
    """Each rule that is broken, with the elements that break it; empty is right."""
    if not await page.evaluate("'axe' in window"):
        # Evaluated, not added as a script: the page's policy allows no foreign one.
        await page.evaluate(_SCRIPT.read_text())
    found: list[dict[str, Any]] = await page.evaluate(_RUN, rules)
    return [
        f"{rule['id']}: {rule['help']}: "
        + "; ".join(node["html"][:160] for node in rule["nodes"])
        for rule in found
    ]
