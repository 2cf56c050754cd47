import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../../src/monitor/index.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import { firingAlert } from '../fake-feed.ts'
import { livePage } from './live-page.ts'
import { connection, drawing, isLive, openBrowser, overflow, panel, patiently } from './seen-on-page.ts'

describeWithProgram('chromium', 'the page of the monitor', (executablePath) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser(executablePath)
  })
  afterAll(() => browser.close())

  test('shows the machine, the application, the scans and its own cost, from one document', async () => {
    const { page, requests, complaints, server, picture } = await livePage(browser)
    await isLive(page)
    await panel(page, 'queued-and-active-scans').waitFor()
    expect(await page.locator('[data-panel]:visible canvas').count()).toBe(18)
    expect(await page.getByText('scanner-1, 8 cores, 16 GiB').isVisible()).toBe(true)
    expect(await page.locator('#cost').innerText()).toBe(
      'This monitor itself: 0.42 % of a core, 61.4 MiB of memory, 2.1 ms late, 0 ticks skipped.',
    )
    expect(await panel(page, 'disk-space-in-use').locator('.says').innerText()).toBe(
      'Largest now: /var/lib/postgresql, 81 %.',
    )
    expect(await panel(page, 'disk-space-in-use').locator('tbody tr').first().innerText()).toMatch(
      /^\/\s+62 %\s+62 %\s+62 %$/,
    )
    expect(await page.evaluate(overflow)).toBe(0)
    await picture('light')
    expect(requests).toEqual([`${server.url}/`])
    expect(complaints).toEqual([])
  })

  test('moves: its charts and figures change with the ticks', async () => {
    const { page, hang } = await livePage(browser)
    await isLive(page)
    const before = await page.evaluate(drawing('cpu'))
    const figure = panel(page, 'cpu').locator('tbody td').first()
    const figureBefore = await figure.innerText()
    await expect.poll(() => page.evaluate(drawing('cpu')), patiently).not.toBe(before)
    await expect.poll(() => figure.innerText(), patiently).not.toBe(figureBefore)
    hang()
  })

  test('an alert appears on top, is read out, and clears into the history', async () => {
    const { page, feed, picture } = await livePage(browser)
    await isLive(page)
    expect(await page.getByText('No alerts.').isVisible()).toBe(true)
    const critical = firingAlert({ severity: 'critical', sinceEpochMs: Date.now(), firedEpochMs: Date.now() })
    feed.set({
      alerts: [
        firingAlert({
          rule: 'disk',
          title: 'A disk fills up',
          severity: 'low',
          state: 'pending',
          series: 'disk.usage{mount=/}',
          message: 'Disk / is 95.5 % full, above 95 % for 10 s.',
        }),
        critical,
      ],
      sources: [
        {
          name: 'url http://127.0.0.1:8000/health',
          staleBecause: 'it refuses connections',
          toldEpochMs: Date.now() - 12_000,
        },
      ],
    })
    const items = page.locator('#alert-list li')
    await items.first().waitFor()
    expect(await items.first().innerText()).toContain('CPU usage is high')
    expect(await items.nth(1).innerText()).toContain('A disk fills up')
    expect(await page.locator('#spoken').innerText()).toBe(
      'Alert, critical: CPU usage is high. CPU usage is 97 %, above 85 % for 1 min.',
    )
    await page.locator('#sources li').first().waitFor()
    expect(await page.locator('#sources li').innerText()).toMatch(
      /^No data from url http:\/\/127.0.0.1:8000\/health: it refuses connections; it last told something 1\d s ago\.$/,
    )
    await picture('alerts')
    feed.set({
      alerts: [],
      history: [firingAlert({ state: 'resolved', resolvedEpochMs: Date.now() })],
      sources: [],
    })
    await page.getByText('No alerts.').waitFor()
    expect(await page.locator('#spoken').innerText()).toBe('Alert over: CPU usage is high.')
    await page.getByText('1 alert is over').click()
    expect(await page.getByText('CPU usage is high.').last().isVisible()).toBe(true)
  })

  test('says when no figures come, and when they come again', async () => {
    const { page, hang, goOn, picture } = await livePage(browser)
    await isLive(page)
    hang()
    await connection(page)
      .getByText(/^No data for \d+ s$/)
      .waitFor()
    await picture('stale')
    goOn()
    await isLive(page)
  })

  test('connects again by itself when the server is started again', async () => {
    const { page, server, feed } = await livePage(browser)
    await isLive(page)
    await server.close()
    await connection(page)
      .getByText(/connecting again/)
      .waitFor()
    const again = await startServer(feed, { port: Number(new URL(server.url).port) })
    onTestFinished(() => again.close())
    await isLive(page)
    const before = await page.evaluate(drawing('cpu'))
    await expect.poll(() => page.evaluate(drawing('cpu')), patiently).not.toBe(before)
  })

  test('asks for the token first, again when the server was started again, and lets nothing through before', async () => {
    const token = 'correct-horse-battery-staple'
    const { page, server, feed, picture } = await livePage(browser, { server: { token } })
    expect(await page.locator('[data-panel]').count()).toBe(0)
    await page.getByLabel('Token').fill('guess')
    await page.keyboard.press('Enter')
    await page.getByText('This is not the token.').waitFor()
    await picture('sign-in')
    await page.getByLabel('Token').fill(token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await isLive(page)
    expect(await page.evaluate('document.cookie')).toBe('')
    await server.close()
    const again = await startServer(feed, { port: Number(new URL(server.url).port), token })
    onTestFinished(() => again.close())
    await page.getByLabel('Token').waitFor()
  })
})
