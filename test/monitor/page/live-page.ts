import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { type MonitorServer, type ServerOptions, startServer } from '../../../src/monitor/index.ts'
import { type FakeFeed, fakeFeed } from '../fake-feed.ts'

/** Where the pictures of the page go. */
const pictures = fileURLToPath(new URL('../../../test-output/monitor', import.meta.url))

/** A page in a browser with a server whose feed goes on. */
export interface LivePage {
  page: Page
  feed: FakeFeed
  server: MonitorServer
  /** What the browser complained of. */
  complaints: string[]
  /** All that it asked for. */
  requests: string[]
  /** Ends the ticks, as where the monitor hangs. */
  hang(): void
  goOn(): void
  picture(name: string): Promise<void>
}

/** What the page is opened with. */
export interface LiveOptions {
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  server?: ServerOptions
  /** The series of the ticks, by how many there were before; all kinds where it is left out. */
  values?: (at: number) => Record<string, number | null>
}

const intervalSeconds = 0.25

/** Opens the page of a server with five minutes of ticks, to which more come. */
export async function livePage(browser: Browser, options: LiveOptions = {}): Promise<LivePage> {
  const values = options.values ?? everything
  const before = 300 / intervalSeconds
  const feed = fakeFeed(intervalSeconds, Date.now() - 300_000)
  let count = 0
  const tick = () => feed.tick(values(count++))
  for (let at = 0; at < before; at++) tick()
  const server = await startServer(feed, { port: 0, ...options.server })
  let timer = setInterval(tick, intervalSeconds * 1000)
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 900 },
    colorScheme: options.colorScheme ?? 'light',
  })
  onTestFinished(async () => {
    clearInterval(timer)
    await context.close()
    await server.close()
  })
  const page = await context.newPage()
  const [complaints, requests]: [string[], string[]] = [[], []]
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(server.url)
  return {
    page,
    feed,
    server,
    complaints,
    requests,
    hang: () => clearInterval(timer),
    goOn() {
      timer = setInterval(tick, intervalSeconds * 1000)
    },
    async picture(name) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
    },
  }
}

function wave(at: number, length: number, low: number, high: number): number {
  return low + ((high - low) * (1 + Math.sin((at / length) * 2 * Math.PI))) / 2
}

/** The machine alone. */
export function machineOnly(at: number): Record<string, number | null> {
  return {
    'cpu.usage': wave(at, 300, 0.2, 0.8) + wave(at, 17, 0, 0.05),
    'cpu.iowait': wave(at, 200, 0, 0.08),
    'cpu.steal': 0,
    'memory.usage': wave(at, 2000, 0.55, 0.7),
    'pressure.cpu': wave(at, 150, 0, 0.2),
    'pressure.memory': 0,
    'pressure.io': wave(at, 90, 0, 0.05),
    'network.received{interface=eth0}': wave(at, 70, 2e5, 3e6),
    'network.sent{interface=eth0}': wave(at, 110, 1e5, 9e5),
    'disk.read{device=sda}': wave(at, 60, 0, 2e6),
    'disk.written{device=sda}': wave(at, 130, 1e6, 4e7),
    'disk.usage{mount=/}': 0.62,
    'disk.usage{mount=/var/lib/postgresql}': 0.81,
    'self.cpu': 0.0042,
    'self.memory': 61.4 * 2 ** 20,
    'self.lag': 0.0021,
    'self.skipped': 0,
  }
}

function everything(at: number): Record<string, number | null> {
  return {
    ...machineOnly(at),
    'process.cpu{name=postgres}': wave(at, 100, 0.3, 2.2),
    'process.memory{name=postgres}': wave(at, 900, 2e9, 3e9),
    'app.requests': wave(at, 140, 120, 340),
    'app.errors': wave(at, 400, 0, 0.03),
    'app.response': wave(at, 120, 0.04, 0.3),
    'app.connections': Math.round(wave(at, 160, 20, 90)),
    'url.up{url=http://127.0.0.1:8000/health}': 1,
    'url.seconds{phase=total,url=http://127.0.0.1:8000/health}': wave(at, 80, 0.01, 0.09),
    'node.loop-delay{pid=4711}': wave(at, 50, 0.001, 0.02),
    'scan.per-hour': wave(at, 800, 30, 60),
    'scan.duration': wave(at, 500, 60, 300),
    'scan.success': wave(at, 700, 0.9, 1),
    'scan.queue': Math.round(wave(at, 240, 0, 12)),
    'scan.active': Math.round(wave(at, 180, 1, 8)),
  }
}
