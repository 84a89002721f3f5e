"""Pages: a web page that needs nothing else: no script, no font, no address outside itself."""

from html import escape

STYLE = """
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #1a1a1a; background: #fff;
  margin: 0 auto; max-width: 64rem; padding: 1rem 1.5rem 3rem; }
a.skip { position: absolute; left: -99rem; } a.skip:focus { position: static; }
h1, h2 { color: #1f3864; line-height: 1.2; }
h2 { margin-top: 2rem; }
a { color: #1a4fa3; }
a:focus { outline: 3px solid #1a4fa3; outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.5rem 0 1rem; width: 100%; }
th, td { border: 1px solid #767676; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }
thead th { background: #1f3864; color: #fff; }
pre { background: #f0f0f0; padding: 0.6rem 0.8rem; overflow-x: auto; }
code { background: #f0f0f0; padding: 0.1rem 0.3rem; }
pre code { padding: 0; }
@media print { a.skip { display: none; } body { max-width: none; } }
"""


def whole_page(title: str, body: str) -> str:
    """Give a whole page around what it says, which is HTML already."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the content</a>\n'
        f'<main id="main">\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n'
    )
