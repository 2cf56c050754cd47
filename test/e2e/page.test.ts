import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeWithProgram } from '../servers/describe-with.ts'
import { lewisPerf, workload } from './installed.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describeWithProgram('chromium', 'the HTML page', (executablePath) => {
  test('is whole in a browser without a network: light, dark, phone width, no script, nothing fetched', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-page-'))
    const browser = await chromium.launch({ executablePath, args: flags })
    try {
      const file = join(folder, 'size.html')
      await lewisPerf(['size', ...workload, '--growth', '5%/month', '--compare-host', '-o', file])
      const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
      const complaints: string[] = []
      const requests: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => requests.push(request.url()))
      await page.goto(`file://${file}`)
      expect(await page.locator('h1, h2').first().isVisible()).toBe(true)
      expect(await page.locator('svg').count()).toBeGreaterThan(0)
      expect(await page.locator('script').count()).toBe(0)
      expect(await page.getByText('22 cores').count()).toBeGreaterThan(0)
      const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
      const light = await background()
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await background()).not.toBe(light)
      // Wide tables scroll inside themselves, never the page.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      expect(complaints).toEqual([])
      expect(requests).toEqual([`file://${file}`])
    } finally {
      await browser.close()
      rmSync(folder, { recursive: true })
    }
  })
})
