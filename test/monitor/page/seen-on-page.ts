import { type Browser, chromium, type Page } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A browser; it needs `--no-sandbox` as root. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags })
}

/** For expect.poll: the page's policy forbids what waitForFunction would do. */
export const patiently = { timeout: 10_000 }

/** A panel by its id. */
export const panel = (page: Page, id: string) => page.locator(`[data-panel="${id}"]`)

/** What is drawn in a panel, as a text that differs where the picture does. */
export const drawing = (id: string) => `document.querySelector('[data-panel="${id}"] canvas')?.toDataURL()`

/** How far the widest content of a panel sticks out of it. */
export const overflow =
  "Math.max(...[...document.querySelectorAll('.panel')].map((one) => one.scrollWidth - one.clientWidth))"

/** What the page says of its connection. */
export const connection = (page: Page) => page.locator('#connection')

/** Waits until figures come. */
export const isLive = (page: Page) => connection(page).getByText('Live', { exact: true }).waitFor()
