import { describe, expect, test } from 'vitest'
import { data, file, run } from './in-files.ts'

const mixed = () => file('mixed.csv', 'rate,service,servers\n300/s,10ms,4\n500/s,10ms,4\n350/s,10ms,4\n')

describe('cases of which some have no answer', () => {
  test('are answered but for those, which say why', async () => {
    const envelope = await data(['mmc', '--from', mixed()])
    expect(envelope).toMatchObject({ exitCode: 0, status: 'warn' })
    expect(envelope.headline).toBe('3 cases of mmc, 2 of them with an answer.')
    const [first, second, third] = envelope.data.cases
    expect(first).not.toHaveProperty('reason')
    expect(second).toMatchObject({ answer: null, reason: expect.stringContaining('not stable') })
    expect(third.answer.utilization).toBeCloseTo(0.875, 10)
    expect(envelope.findings).toMatchObject([
      {
        id: 'calc.unanswered',
        title: '1 case without an answer',
        because: expect.stringContaining('case 2 of /mixed.csv: The station is not stable'),
      },
    ])
    expect(envelope.tables[0].rows.map((row: unknown[]) => row.at(-1))).toEqual([
      null,
      expect.stringContaining('not stable'),
      null,
    ])
    const strict = await run(['calc', 'mmc', '--from', mixed(), '--strict'])
    expect(strict.exitCode).toBe(1)
  })

  test('are refused where none has one, by name', async () => {
    const path = file('unstable.csv', 'rate,service,servers\n500/s,10ms,4\n900/s,10ms,4\n')
    const { exitCode, errors } = await run(['calc', 'mmc', '--from', path])
    expect(exitCode).toBe(2)
    expect(errors).toContain('No answer to case 1 of /unstable.csv: The station is not stable')
  })

  test('name the first five alone', async () => {
    const rows = Array.from({ length: 7 }, () => '500/s,10ms,4').join('\n')
    const path = file('many.csv', `rate,service,servers\n300/s,10ms,4\n${rows}\n`)
    const { findings } = await data(['mmc', '--from', path])
    expect(findings[0].because).toMatch(/case 6 of .* and 2 more$/)
    expect(findings[0].because).not.toContain('case 7')
  })
})

describe('cases from a file', () => {
  test('are contradicted by no flag', async () => {
    const { exitCode, errors } = await run(['calc', 'mmc', '--from', mixed(), '--servers', '8'])
    expect(exitCode).toBe(2)
    expect(errors).toContain('--servers was given, and case 1 of /mixed.csv has servers too.')
  })

  test('show what they were given with its unit', async () => {
    const { tables } = await data(['mmc', '--from', mixed()])
    expect(tables[0].rows[0].slice(0, 3)).toEqual([
      { value: 300, unit: 'per-second' },
      { value: 0.01, unit: 'seconds' },
      { value: 4, unit: 'count' },
    ])
    const { output } = await run(['calc', 'mmc', '--from', mixed()])
    expect(output).toMatch(/rate +300\/s\nservice +10 ms\n/)
  })

  test('show lists, growths and ranges in words', async () => {
    const growing = file(
      'growing.json',
      '[{"load": "3/s", "capacity": "8/s", "growth": "5%/month"}, {"load": "3/s", "capacity": "8/s"}]',
    )
    const { tables } = await data(['headroom', '--from', growing])
    expect(tables[0].rows[0][2]).toBe('5%/month')
    const users = file(
      'users.json',
      '[{"demands": "5ms,40ms", "users": "50"}, {"demands": "5ms", "users": "9"}]',
    )
    const closed = await data(['mva', '--from', users])
    expect(closed.tables[0].rows[0].slice(0, 2)).toEqual(['5 ms, 40 ms', 'up to 50'])
  })

  test('tell whose doubt it is', async () => {
    const path = file('loads.csv', 'servers,load\n3,2\n3,4\n')
    const { findings } = await data(['erlang-c', '--from', path])
    expect(findings).toMatchObject([{ id: 'erlang-c.unstable', instance: 'case 2 of /loads.csv' }])
  })
})
