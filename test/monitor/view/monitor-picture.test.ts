import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monitorPicture } from '../../../src/monitor/view/monitor-picture.ts'
import type { Seen } from '../../../src/monitor/view/seen.ts'
import type { Colour } from '../../../src/report/index.ts'
import { alertOf, processes, room, seenOf, values } from './seen-literals.ts'

function pictureOf(seen: Partial<Seen> = {}) {
  const quits: true[] = []
  const picture = monitorPicture(
    () => seenOf(seen),
    () => quits.push(true),
  )
  const press = (...names: string[]): void => {
    for (const name of names) picture.press({ name, text: name.length === 1 ? name : '' })
  }
  return { lines: (part = {}) => picture.lines({ ...room, ...part }), press, quits }
}

describe('the picture of a machine', () => {
  test('says who, when and how often, then alerts, figures, processes and the keys', () => {
    const lines = pictureOf().lines()
    expect(lines[0]).toBe('lewis-perf monitor  web-1  2 cores  01:53:20 UTC  every 1 s')
    expect(lines[1]).toBe('no alerts')
    expect(lines.map((line) => line.slice(0, 24).trimEnd())).toEqual([
      'lewis-perf monitor  web-',
      'no alerts',
      'cpu               53.4 %',
      'memory              61 %',
      'disk /data          90 %',
      'disk /              72 %',
      'disk i/o         4 KiB/s',
      'network        352 KiB/s',
      '',
      '     PID  NAME',
      '    4711  node',
      '      12  kworker',
      '      99  postgres',
      'itself: 0.4 % of a core,',
    ])
    expect(lines.at(-1)).toMatch(
      /^itself: 0\.4 % of a core, 61 MiB +s sort {2}p pause {2}\/ filter {2}q quit$/,
    )
  })

  test('draws a share against the whole, and a gap where nothing was told', () => {
    const [, , cpu] = pictureOf().lines({ columns: 120 })
    expect(cpu).toContain('[██████████········]')
    expect(cpu).toContain('▁ ▅')
    expect(cpu).toContain('pressure 4 %, load 1.25')
  })

  test('is plain ASCII where nothing else can be shown', () => {
    for (const line of pictureOf({ tick: { ...tickOf({ 'cpu.usage': 0.534 }) } }).lines({ unicode: false }))
      expect(line).toMatch(/^[\x20-\x7e]*$/)
  })

  test('names what is stale and why, and what else there is to know', () => {
    const sources = [{ name: 'url http://a/', staleBecause: 'it gave no answer', toldEpochMs: null }]
    const lines = pictureOf({
      tick: { ...tickOf(values), sources },
      notes: ['page: http://127.0.0.1:8765'],
    }).lines()
    expect(lines).toContain('stale: url http://a/: it gave no answer')
    expect(lines.at(-2)).toBe('page: http://127.0.0.1:8765')
  })

  test('waits for its first figures', () => {
    expect(pictureOf({ tick: null }).lines()).toEqual(['web-1: waiting for the first figures'])
  })
})

describe('alerts', () => {
  test('stand in the order in which they are judged, with what each is', () => {
    const lines = pictureOf({
      alerts: [
        alertOf({ severity: 'critical', message: 'much' }),
        alertOf({ severity: 'low', message: 'little' }),
        alertOf({ state: 'pending', message: 'soon', severity: 'critical' }),
        alertOf({ state: 'resolved', message: 'over' }),
      ],
    }).lines()
    expect(lines.slice(1, 5)).toEqual([
      'CRITICAL  much',
      'LOW       little',
      'pending   soon',
      'resolved  over',
    ])
  })

  test('beyond four are summed up', () => {
    const alerts = Array.from({ length: 6 }, (_, index) => alertOf({ message: `alert ${index}` }))
    expect(pictureOf({ alerts }).lines().slice(1, 6)).toEqual([
      'HIGH      alert 0',
      'HIGH      alert 1',
      'HIGH      alert 2',
      'and 3 more alerts',
      expect.stringMatching(/^cpu/),
    ])
  })

  test('tell that they are silenced, and that they go up and down', () => {
    const silenced = alertOf({ silencedUntilEpochMs: 1, isFlapping: true, message: 'x' })
    expect(pictureOf({ alerts: [silenced] }).lines()[1]).toBe('HIGH      x (goes up and down) (silenced)')
    const unknown = alertOf({ state: 'no-data', message: 'nothing told' })
    expect(pictureOf({ alerts: [unknown] }).lines()[1]).toBe('no data   nothing told')
  })

  test('colour the figure that they are about', () => {
    const marked = (name: string) => (text: string) => `<${name}>${text}</${name}>`
    const colour = Object.fromEntries(
      ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'].map((name) => [name, marked(name)]),
    ) as unknown as Colour
    const cpuLine = (state: 'firing' | 'pending' | 'resolved') =>
      pictureOf({ alerts: [alertOf({ state })] })
        .lines({ colour })
        .find((line) => line.startsWith('<bold>cpu'))
    expect(cpuLine('firing')).toContain('<red>')
    expect(cpuLine('pending')).toContain('<yellow>')
    expect(cpuLine('resolved')).toContain('<green>')
  })
})

describe('the keys', () => {
  const column = (lines: string[]): string[] =>
    lines
      .slice(lines.findIndex((line) => line.includes('PID')) + 1, -1)
      .map((line) => line.slice(10, 26).trim())

  test('sort the processes', () => {
    const { lines, press } = pictureOf()
    expect(column(lines())).toEqual(['node', 'kworker', 'postgres'])
    press('s')
    expect(column(lines())).toEqual(['postgres', 'node', 'kworker'])
    press('s')
    expect(column(lines())).toEqual(['kworker', 'postgres', 'node'])
    press('s')
    expect(column(lines())).toEqual(['kworker', 'node', 'postgres'])
    press('m')
    expect(column(lines())).toEqual(['postgres', 'node', 'kworker'])
    press('c')
    expect(column(lines())).toEqual(['node', 'kworker', 'postgres'])
  })

  test('filter by name and command; letters then are no commands', () => {
    const { lines, press, quits } = pictureOf()
    press('/', 'S', 'q')
    expect(lines().find((line) => line.includes('PID'))).toContain('filter /Sq_')
    press('backspace')
    expect(column(lines())).toEqual(['node', 'postgres'])
    expect(lines().at(-1)).toContain('Enter keep  Esc clear')
    press('return', 'p')
    expect(column(lines())).toEqual(['node', 'postgres'])
    press('escape')
    expect(column(lines())).toEqual(['node', 'kworker', 'postgres'])
    expect(quits).toEqual([])
  })

  test('pause the picture, and let it go on', () => {
    let usage = 0.1
    const picture = monitorPicture(
      () => seenOf({ tick: tickOf({ 'cpu.usage': usage }) }),
      () => {},
    )
    const cpu = (): string | undefined => picture.lines(room).find((line) => line.startsWith('cpu'))
    picture.press({ name: 'p', text: 'p' })
    usage = 0.9
    expect(cpu()).toContain('10 %')
    expect(picture.lines(room)[0]).toContain('PAUSED')
    picture.press({ name: 'space', text: ' ' })
    expect(cpu()).toContain('90 %')
  })

  test('quit, once', () => {
    const { press, quits } = pictureOf()
    press('q', 'q')
    expect(quits).toHaveLength(1)
  })
})

test('no picture is larger than its room, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ min: 0, max: 9 }),
      ({ columns, rows }, text, count) => {
        const lines = pictureOf({
          title: text,
          notes: [text],
          processes: processes.map((process) => ({ ...process, name: text, command: text })),
          alerts: Array.from({ length: count }, () => alertOf({ message: text })),
        }).lines({ columns, rows })
        expect(lines.length).toBeLessThanOrEqual(rows)
        for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u)
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns)
      },
    ),
  )
})

function tickOf(told: Record<string, number | null>) {
  return { epochMs: 1_806_458_000_000, values: told, sources: [], processes: null }
}
