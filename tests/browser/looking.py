"""What a page is looked at for: axe-core, the listed violations of libraries, width, language."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OURS = "officina-"
ENGLISH = (
    "add|apply|are|browse|cancel|choose|clear|click|close|collapse|connecting|connection|copied|copy|created|"
    "decrement|delete|deploy|done|download|drag|drop|edit|empty|enter|error|examples|expand|failed|fullscreen|"
    "help|hide|icon|increment|input|less|loading|next|none|null|nan|open|options|output|page|please|press|previous|"
    "queue|remove|reload|rerun|results|run|running|save|search|select|selected|send|settings|show|submit|the|"
    "toggle|true|false|undefined|undo|upload|uploaded|values|view|warning|with|your|zoom"
)
"""words of English that no Italian sentence of ours contains"""
WORDS = re.compile(rf"(?<![\w/.=-])(?:{ENGLISH})(?![\w/.=-])", re.IGNORECASE)
READ_WORDS = """() => {
  const unread = "script, style, code, pre, svg title, [data-testid='stIconMaterial']";
  const isIcon = element => getComputedStyle(element).fontFamily.includes("Material");
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const said = [];
  const walk = root => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (node.nodeType === Node.TEXT_NODE) {
        const parent = node.parentElement;
        if (parent && shown(parent) && !isIcon(parent) && !parent.closest(unread))
          said.push(node.nodeValue.trim());
        continue;
      }
      if (node.shadowRoot) walk(node.shadowRoot);
      if (shown(node))
        for (const name of ["aria-label", "title", "placeholder", "alt"])
          if (node.hasAttribute(name)) said.push(node.getAttribute(name).trim());
    }
  };
  walk(document.body);
  return [...new Set(said)].filter(Boolean);
}"""
TOO_WIDE = """() => [document.scrollingElement, ...document.querySelectorAll("[data-testid='stMain'], main")]
  .map(each => each.scrollWidth - each.clientWidth)"""


@dataclass(frozen=True)
class Known:
    """A violation that comes from a library and is let pass."""

    library: str
    version: str
    rule: str
    where: str
    why: str

    def covers(self, rule: str, html: str) -> bool:
        return rule == self.rule and OURS not in html and re.search(self.where, html) is not None

    @property
    def is_current(self) -> bool:
        return version(self.library) == self.version


@cache
def known_violations() -> tuple[Known, ...]:
    listed = yaml.safe_load(Path(__file__).with_name("known_violations.yaml").read_text("utf-8"))
    return tuple(Known(**entry) for entry in listed)


def violations(page: Page) -> list[str]:
    """What axe-core finds beyond the list, one line an element."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if not any(known.covers(rule["id"], node["html"]) for known in known_violations())
    ]


def english(page: Page) -> list[str]:
    """Visible texts, and names that are read aloud, with an English word in them."""
    return [said for said in page.evaluate(READ_WORDS) if WORDS.search(said)]


def too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return max(page.evaluate(TOO_WIDE)) > 0
