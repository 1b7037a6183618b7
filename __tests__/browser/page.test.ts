import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Review } from '../../review/model';
import { html } from '../../review/render/html';
import { sampleReview } from '../review/render/sample';
import { largeRelease } from '../support/large-release';
import { temporaryFolder } from '../support/temporary';

const installed = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .filter((path) => path !== undefined)
  .find((path) => existsSync(path));
const inContinuousIntegration = Boolean(process.env['CI']);
if (!installed && !inContinuousIntegration)
  process.stderr.write('SKIPPED: no Chromium is installed, so the page is not tried in a browser.\n');
/** Set to a folder to look at the page: screenshots are kept there. */
const screenshots = process.env['PLIMSOLL_SCREENSHOTS'];

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quiet = ['--disable-background-networking', '--disable-component-update'];

(installed || inContinuousIntegration ? describe : describe.skip)('the page in Chromium', () => {
  let browser: Browser;
  const folder = temporaryFolder();
  const reviews: { readonly [name: string]: () => Review } = { sample: sampleReview, large: largeRelease };

  beforeAll(async () => {
    if (!installed) throw new Error('No Chromium is installed: install the Debian package, or name one in CHROMIUM.');
    browser = await chromium.launch({ executablePath: installed, args: [...flags, ...quiet], timeout: 120_000 });
  }, 150_000);
  afterAll(() => browser?.close());
  jest.setTimeout(180_000);

  const open = async (name: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const file = join(folder, `${name}.html`);
    const review = reviews[name];
    if (!existsSync(file) && review) writeFileSync(file, html.render(review(), {}));
    // The page forbids scripts of others, and axe-core is one; what that rule keeps out has a test of its own.
    const context = await browser.newContext({ bypassCSP: true, ...options });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    return page;
  };

  describe.each(Object.keys(reviews))('%s', (name) => {
    it.each([
      { width: 390, colorScheme: 'light' },
      { width: 390, colorScheme: 'dark' },
      { width: 1400, colorScheme: 'light' },
      { width: 1400, colorScheme: 'dark' },
    ] as const)('fits $width pixels, $colorScheme, and axe-core finds nothing', async ({ width, colorScheme }) => {
      const page = await open(name, { viewport: { width, height: 900 }, colorScheme });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (screenshots) {
        await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) });
        await page.click('#unfold');
        await page.screenshot({
          path: join(screenshots, `${name}-${width}-${colorScheme}-open.png`),
          fullPage: name === 'sample',
        });
      }
      await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]))',
      );
      expect({ overflow, violations }).toEqual({ overflow: 0, violations: [] });
      await page.context().close();
    });
  });

  it('opens every fold by keyboard', async () => {
    const page = await open('sample');
    const folds = (await page.evaluate('document.querySelectorAll("details").length')) as number;
    const opened = new Set<unknown>();
    for (let presses = 0; presses < folds * 3 + 20; presses += 1) {
      await page.keyboard.press('Tab');
      const summary = await page.evaluate(
        'document.activeElement.matches("summary") ? [...document.querySelectorAll("summary")].indexOf(document.activeElement) : -1',
      );
      if (summary === -1 || opened.has(summary)) continue;
      opened.add(summary);
      await page.keyboard.press('Enter');
    }
    expect(folds).toBeGreaterThan(1);
    expect(await page.evaluate('document.querySelectorAll("details[open]").length')).toBe(folds);
    await page.context().close();
  });

  it('shows only the folds that hold what was typed, and says how many', async () => {
    const page = await open('sample');
    await page.getByLabel('Filter').fill('LOG_LEVEL');
    const shown = await page.locator('main details:visible').allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every((text) => text.includes('LOG_LEVEL'))).toBe(true);
    expect(await page.getByRole('status').textContent()).toMatch(
      new RegExp(`^${shown.length} of \\d+ folded parts match$`),
    );
    await page.getByLabel('Filter').fill('');
    expect(await page.locator('main details:visible').count()).toBeGreaterThan(shown.length);
    await page.context().close();
  });

  it('has its tools on one line, and words in tables in one piece', async () => {
    const page = await open('large', { viewport: { width: 1000, height: 900 } });
    // The text's own place: its box may be as high as the line.
    const apart = await page.evaluate(
      '(() => { const text = document.createRange(); text.selectNodeContents(document.querySelector("label")); const middle = ({ top, bottom }) => (top + bottom) / 2; return Math.abs(middle(text.getBoundingClientRect()) - middle(document.querySelector("#filter").getBoundingClientRect())); })()',
    );
    expect(apart).toBeLessThan(3);
    const torn = await page.evaluate(
      '[...document.querySelectorAll("td:nth-child(2) span")].filter((word) => !word.textContent.includes(" ") && word.getClientRects().length > 1).length',
    );
    expect(torn).toBe(0);
    await page.context().close();
  });

  it('reads the same without a script, without tools that would do nothing', async () => {
    const page = await open('sample', { javaScriptEnabled: false });
    expect(await page.locator('.tools').isVisible()).toBe(false);
    await page.locator('summary').first().click();
    expect(await page.locator('details').first().locator(':scope > *:not(summary)').first().isVisible()).toBe(true);
    await page.context().close();
  });

  it('prints everything', async () => {
    const page = await open('sample');
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('.tools').isVisible()).toBe(false);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details[open]').count()).toBe(0);
    await page.context().close();
  });

  it('asks for nothing and complains about nothing', async () => {
    const page = await open('sample', { bypassCSP: false });
    const said: string[] = [];
    page.on('request', (request) => said.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.reload();
    expect(said).toEqual([page.url()]);
    await page.context().close();
  });
});
