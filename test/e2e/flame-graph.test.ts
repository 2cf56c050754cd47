import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flameGraphPage, readStacks } from '../../src/profiling/index.ts'
import { describeWithProgram } from '../servers/describe-with.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
]
const rowHeight = 20
const evil = '</script><img src=x onerror="document.title=1">'

describeWithProgram('chromium', 'the flame graph in a browser', (executablePath) => {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-flame-'))
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: flags })
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  async function opened(stacks: string): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const read = readStacks(stacks, 'stacks.txt')
    if (!read.ok) throw new Error(read.problem)
    const file = join(folder, 'flame.html')
    writeFileSync(file, flameGraphPage(read.value, { title: `Flame graph of ${evil}` }))
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
    const complaints: string[] = []
    const requests: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(`file://${file}`)
    await drawn(page)
    return { page, complaints, requests }
  }

  // Row 0 is everything, row 1 the outermost callers; `share` goes from the left edge.
  async function at(page: Page, row: number, share: number): Promise<{ x: number; y: number }> {
    const box = await page.locator('#canvas').boundingBox()
    if (box === null) throw new Error('There is no canvas.')
    return { x: box.x + box.width * share, y: box.y + (row + 0.5) * rowHeight }
  }

  async function point(page: Page, row: number, share: number): Promise<string> {
    const { x, y } = await at(page, row, share)
    await page.mouse.move(x, y)
    return page.locator('#detail').innerText()
  }

  const stacks = `main (app.py:1);handle (web.py:9);parse (json.py:4) 60\nmain (app.py:1);handle (web.py:9) 10\nmain (app.py:1);${evil} 30\n`

  test('tells what is under the pointer: function, place, total and self', async () => {
    const { page, complaints, requests } = await opened(stacks)
    expect(await point(page, 0, 0.5)).toBe('all\ntotal 100 samples (100 %), self 0 samples (0 %)')
    expect(await point(page, 2, 0.3)).toBe(
      'handle\nweb.py:9\ntotal 70 samples (70 %), self 10 samples (10 %)',
    )
    expect(await page.locator('#tip').innerText()).toBe(await page.locator('#detail').innerText())
    expect(await point(page, 3, 0.3)).toBe(
      'parse\njson.py:4\ntotal 60 samples (60 %), self 60 samples (60 %)',
    )
    expect(await point(page, 2, 0.9)).toBe(`${evil}\ntotal 30 samples (30 %), self 30 samples (30 %)`)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.title()).toBe(`Flame graph of ${evil}`)
    expect(complaints).toEqual([])
    expect(requests).toHaveLength(1)
    await page.close()
  })

  test('zooms with a click, out again at a caller, and Escape resets', async () => {
    const { page } = await opened(stacks)
    const { x, y } = await at(page, 2, 0.9)
    await page.mouse.click(x, y)
    await drawn(page)
    expect(await point(page, 2, 0.1)).toContain('total 30 samples')
    expect(await page.locator('#reset').isEnabled()).toBe(true)
    const caller = await at(page, 1, 0.5)
    await page.mouse.click(caller.x, caller.y)
    await drawn(page)
    expect(await point(page, 2, 0.1)).toContain('handle')
    await page.keyboard.press('Escape')
    await drawn(page)
    expect(await page.locator('#reset').isEnabled()).toBe(false)
    await page.close()
  })

  test('searches with / and tells the share of all that matched, each stack once', async () => {
    const { page } = await opened('main;work;work 50\nmain;work 20\nmain;other (work.py:3) 10\nmain 20\n')
    await page.keyboard.press('/')
    await page.keyboard.type('WORK')
    expect(await page.locator('#found').innerText()).toBe('Matched: 80 % (80 samples)')
    await page.keyboard.press('Escape')
    expect(await page.locator('#found').innerText()).toBe('')
    expect(await page.locator('#search').inputValue()).toBe('')
    await page.close()
  })

  test('is walked with the arrow keys', async () => {
    const { page } = await opened(stacks)
    await page.locator('#canvas').focus()
    const names: string[] = []
    for (const key of [
      'ArrowLeft',
      'ArrowDown',
      'ArrowDown',
      'ArrowRight',
      'ArrowRight',
      'ArrowLeft',
      'ArrowDown',
      'ArrowDown',
      'ArrowUp',
    ]) {
      await page.keyboard.press(key)
      names.push((await page.locator('#detail b').innerText()).slice(0, 8))
    }
    expect(names).toEqual([
      'all',
      'main',
      'handle',
      '</script',
      '</script',
      'handle',
      'parse',
      'parse',
      'handle',
    ])
    await page.keyboard.press('Enter')
    await drawn(page)
    expect(await point(page, 2, 0.99)).toContain('handle')
    await page.close()
  })

  test('has dark colours, fits a telephone, and draws 100,000 nodes', async () => {
    const many = Array.from(
      { length: 33_000 },
      (_, index) => `main;a${index % 90};b${index % 9000};c${index} ${1 + (index % 7)}`,
    )
    const { page, complaints } = await opened(many.join('\n'))
    expect(await point(page, 1, 0.5)).toContain('main')
    await page.setViewportSize({ width: 390, height: 800 })
    await drawn(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    const light = await page.evaluate(colourOfRow1)
    await page.emulateMedia({ colorScheme: 'dark' })
    await drawn(page)
    expect(await page.evaluate(colourOfRow1)).not.toBe(light)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('without scripts shows the table', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`file://${join(folder, 'flame.html')}`)
    expect(await page.locator('#drawing').isVisible()).toBe(false)
    expect(await page.getByText('The costliest functions').isVisible()).toBe(true)
    expect(await page.locator('tbody tr').count()).toBe(20)
    await context.close()
  })
})

const colourOfRow1 = `(() => {
  const copy = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
  const context = copy.getContext('2d', { willReadFrequently: true })
  context.drawImage(document.getElementById('canvas'), -300, -30)
  return context.getImageData(0, 0, 1, 1).data.join()
})()`

/** Two frames: the page draws in the first. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}
