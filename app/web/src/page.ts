import { html, type Html } from './html';
import { limits, type Order } from './order';
import type { Features } from './version';

export interface PageContent {
  readonly title: string;
  readonly version: string;
  readonly features: Features;
  /** Newest first; undefined when the database does not answer. */
  readonly orders: readonly Order[] | undefined;
  /** Reference for the form's order: unique, so that sending the form twice places one order. */
  readonly reference: string;
  readonly notice?: Notice | undefined;
  /** What the visitor typed, when it has to be corrected. */
  readonly typed?: Readonly<Record<string, unknown>> | undefined;
}

export type Notice =
  | { readonly kind: 'placed'; readonly reference: string }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** The whole page. It works without JavaScript; with it the list and the version keep themselves up to date. */
export function page(content: PageContent): string {
  const { title, version } = content;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/page.css" />
        <link rel="icon" href="data:," />
        <script src="/page.js" defer></script>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="version">version <strong id="version">${version}</strong></p>
        </header>
        <main>${notice(content.notice)} ${form(content)} ${list(content)}</main>
      </body>
    </html> `.markup;
}

function notice(what: Notice | undefined): Html | undefined {
  if (!what) return undefined;
  if (what.kind === 'placed')
    return html`<p class="notice placed" role="status">Order ${what.reference} is placed.</p>`;
  const reasons = what.reasons.map((reason) => html`<li>${reason}</li>`);
  return html`<div class="notice refused" role="alert">
    <p>The order was not placed:</p>
    <ul>
      ${reasons}
    </ul>
  </div>`;
}

function form({ features, reference, typed }: PageContent): Html {
  const value = (name: string, otherwise = ''): string => (typeof typed?.[name] === 'string' ? typed[name] : otherwise);
  return html`<form method="post" action="/orders">
    <h2>New order</h2>
    <input type="hidden" name="reference" value="${reference}" />
    <label
      >Item <input name="item" required maxlength="${limits.item}" autocomplete="off" value="${value('item')}"
    /></label>
    <label
      >Quantity
      <input
        name="quantity"
        type="number"
        inputmode="numeric"
        required
        min="1"
        max="${limits.quantity}"
        value="${value('quantity', '1')}"
    /></label>
    ${features.notes ? html`<label>Note <input name="note" maxlength="${limits.note}" autocomplete="off" placeholder="optional" value="${value('note')}" /></label>` : undefined}
    <button>Place order</button>
  </form>`;
}

function list({ orders, features }: PageContent): Html {
  if (!orders)
    return html`<section id="orders">
      <h2>Latest orders</h2>
      <p class="notice refused" role="alert">The orders cannot be read right now. Please try again in a moment.</p>
    </section>`;
  if (orders.length === 0)
    return html`<section id="orders">
      <h2>Latest orders</h2>
      <p>No order yet.</p>
    </section>`;
  return html`<section id="orders">
    <h2>Latest orders</h2>
    <ul class="orders">
      ${orders.map((order) => entry(order, features))}
    </ul>
  </section>`;
}

function entry(order: Order, features: Features): Html {
  return html`<li>
    <p class="what"><b>${order.quantity} ×</b> ${order.item}</p>
    ${features.notes && order.note ? html`<p class="note">${order.note}</p>` : undefined}
    <p class="details">
      <code>${order.reference}</code>
      <time datetime="${order.placedAt}">${order.placedAt.slice(0, 19).replace('T', ' ')} UTC</time> taken by version
      ${order.version}
    </p>
  </li>`;
}
