"""The pages' HTML; whatever is put into it is escaped."""

from typing import Final

from markupsafe import Markup

LAYOUT: Final = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="/stand-in.css">
</head>
<body>
<p class="banner" role="note">Stand-in for Polar: no real money moves</p>
<main>
{content}
</main>
</body>
</html>
""")

CHECKOUT: Final = Markup("""<p class="eyebrow">Checkout</p>
<h1>{name}</h1>
<p class="price">{price}</p>
<dl>
<div><dt>Total due</dt><dd>{price}</dd></div>
<div><dt>Receipt to</dt><dd>{email}</dd></div>
</dl>
<form method="post" action="/checkout/{client_secret}">
<button type="submit">Pay {price}</button>
</form>
<p class="fine">Nothing is charged. Pressing the button marks the order as paid.</p>
{back}
""")

PAID: Final = Markup("""<p class="eyebrow">Checkout</p>
<h1>Already paid</h1>
<p>{name} for {price} is yours.</p>
<p><a class="button" href="{onward}">Continue</a></p>
""")

EXPIRED: Final = Markup("""<p class="eyebrow">Checkout</p>
<h1>This checkout has expired</h1>
<p>Nothing was paid. Start again where you came from.</p>
{back}
""")

MISSING: Final = Markup("""<p class="eyebrow">Not found</p>
<h1>There is nothing here</h1>
<p>The link is wrong, or it has expired. Start again where you came from.</p>
""")

PORTAL: Final = Markup("""<p class="eyebrow">Customer portal</p>
<h1>Your orders</h1>
<p class="fine">{email}</p>
{orders}
{back}
""")

NO_ORDERS: Final = Markup("<p>There are no orders yet.</p>")

ORDERS: Final = Markup('<ul class="orders">\n{items}</ul>')

ORDER: Final = Markup("""<li>
<div class="order"><strong>{name}</strong><span>{price}</span></div>
<p class="fine"><time datetime="{created_at}">{day}</time> · {number} ·
<span class="status {status}">{told}</span></p>
{refund}
</li>
""")

REFUND: Final = Markup("""<form method="post" action="/portal/{token}/orders/{id}/refund">
<button type="submit" class="quiet">Refund {left}
<span class="unseen">for {name}, {number}</span></button>
</form>""")

BACK: Final = Markup('<p><a href="{address}">Back</a></p>')
