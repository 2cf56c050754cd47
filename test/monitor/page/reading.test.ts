import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWithProgram } from '../../servers/describe-with.ts'
import { firingAlert } from '../fake-feed.ts'
import { livePage, machineOnly } from './live-page.ts'
import { drawing, isLive, openBrowser, overflow, panel, patiently } from './seen-on-page.ts'

describeWithProgram('chromium', 'whoever reads the page of the monitor', (executablePath) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser(executablePath)
  })
  afterAll(() => browser.close())

  test('zooms by dragging, shows all again, and follows the range', async () => {
    const { page, complaints } = await livePage(browser)
    await isLive(page)
    const reset = page.getByRole('button', { name: 'Reset zoom' })
    expect(await reset.isVisible()).toBe(false)
    const box = await panel(page, 'cpu').locator('.u-over').boundingBox()
    if (box === null) throw new Error('There is no chart.')
    await page.mouse.move(box.x + box.width * 0.3, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 })
    await page.mouse.up()
    await reset.waitFor()
    const most = () => panel(page, 'cpu').locator('tbody tr').first().innerText()
    const zoomed = await most()
    await reset.click()
    await reset.waitFor({ state: 'hidden' })
    await expect.poll(most, patiently).not.toBe(zoomed)
    await page.getByRole('radio', { name: '1 hour' }).check()
    await isLive(page)
    expect(complaints).toEqual([])
  })

  test('is worked with the keyboard alone', async () => {
    const { page } = await livePage(browser)
    await isLive(page)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the figures')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: '15 minutes' }).isChecked()).toBe(true)
    await panel(page, 'cpu').locator('.chart').focus()
    await page.keyboard.press('+')
    await page.getByRole('button', { name: 'Reset zoom' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Reset zoom' }).waitFor({ state: 'hidden' })
  })

  test('tells the figures under the pointer', async () => {
    const { page } = await livePage(browser)
    await isLive(page)
    const chart = panel(page, 'cpu').locator('.u-over')
    const head = panel(page, 'cpu').locator('thead th').nth(1)
    expect(await head.innerText()).toBe('Now')
    await chart.hover()
    await panel(page, 'cpu')
      .locator('thead th', { hasText: /^\d\d:\d\d:\d\d$/ })
      .waitFor()
    await page.mouse.move(1, 1)
    await panel(page, 'cpu').locator('thead th', { hasText: 'Now' }).waitFor()
  })

  test('says what is missing where nothing is watched', async () => {
    const { page } = await livePage(browser, { values: machineOnly })
    await isLive(page)
    expect(await page.locator('#scans .empty').innerText()).toBe(
      "LEWIS's scan metrics are not scraped: add --scrape URL",
    )
    expect(await page.locator('#application .empty').innerText()).toContain('--url URL')
    expect(await page.locator('#system .empty').isVisible()).toBe(false)
  })

  test('fits a telephone', async () => {
    const { page, feed, picture } = await livePage(browser, { viewport: { width: 360, height: 740 } })
    feed.set({ alerts: [firingAlert({ message: `CPU usage of ${'x'.repeat(80)} is high.` })] })
    await isLive(page)
    await page.locator('#alert-list li').first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(await page.evaluate(overflow)).toBe(0)
    await picture('telephone')
  })

  test('is dark where the system is, and where the reader chooses, for the next time too', async () => {
    const { page, picture, complaints } = await livePage(browser, { colorScheme: 'dark' })
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    await isLive(page)
    const dark = await background()
    const drawn = await page.evaluate(drawing('disk-space-in-use'))
    await picture('dark')
    await page.getByLabel('Colours').selectOption('light')
    const light = await background()
    expect(light).not.toBe(dark)
    await expect.poll(() => page.evaluate(drawing('disk-space-in-use')), patiently).not.toBe(drawn)
    await page.reload()
    await isLive(page)
    expect(await background()).toBe(light)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByLabel('Colours').selectOption('dark')
    expect(await background()).toBe(dark)
    expect(complaints).toEqual([])
  })

  test.each([
    ['light', { width: 1280, height: 900 }],
    ['dark', { width: 1280, height: 900 }],
    ['light', { width: 360, height: 740 }],
  ] as const)('axe finds nothing serious: %s, %j', async (colorScheme, viewport) => {
    const { page, feed } = await livePage(browser, { colorScheme, viewport })
    feed.set({ alerts: [firingAlert()], history: [firingAlert({ state: 'resolved' })] })
    await isLive(page)
    await page.locator('#alert-list li').first().waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('axe finds nothing serious where a token is asked for', async () => {
    const { page } = await livePage(browser, { server: { token: 'correct-horse' } })
    expect(await violations(page)).toEqual([])
  })
})

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found: string[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => id + ' (' + impact + '): ' + html)))`,
  )
  return found
}
