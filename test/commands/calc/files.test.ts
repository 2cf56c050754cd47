import { describe, expect, test } from 'vitest'
import { data, file, run } from './in-files.ts'

describe('cases from a file', () => {
  test('of CSV, each row as its flags say', async () => {
    const path = file('cases.csv', 'rate,service,servers\n300/s,10ms,4\n350/s,10ms,4\n\n')
    const { output, exitCode } = await run(['calc', 'mmc', '--from', path])
    expect(exitCode).toBe(0)
    expect(output).toContain('2 cases of mmc.')
    const envelope = await data(['mmc', '--from', path])
    expect(envelope.data.cases.map(({ input }: { input: { rate: number } }) => input.rate)).toEqual([
      300, 350,
    ])
    expect(envelope.data.cases[1].answer.utilization).toBeCloseTo(0.875, 10)
    const csv = await run(['calc', 'mmc', '--from', path, '--format', 'csv'])
    expect(csv.output.split('\n')[0]).toMatch(/^rate \(per-second\),service \(seconds\),servers,utilization/)
  })

  test('of JSON, one or several, with flags for what they do not say', async () => {
    const one = await data([
      'mmc',
      '--from',
      file('one.json', '{"rate": "300/s", "service": "10ms"}'),
      '--servers',
      '4',
    ])
    expect(one.data.cases).toHaveLength(1)
    const two = await data([
      'power-of-d',
      '--from',
      file('two.json', '[{"utilization": 0.5}, {"utilization": "90%", "choices": 3}]'),
    ])
    expect(two.data.cases.map(({ input }: { input: unknown }) => input)).toEqual([
      { utilization: 0.5 },
      { utilization: 0.9, choices: 3 },
    ])
  })

  test.each([
    ['', 'holds no case'],
    ['rate,service,servers\n1/s,1ms', 'Line 2 of'],
    ['rate,wrong\n1/s,1', '"wrong", which is no flag of this law'],
    ['rate,service,servers\nfast,1ms,2', 'rate in case 1 of'],
    ['rate\n1/s', 'calc mmc needs --service and --servers, also in case 1 of'],
    ['[1]', 'Case 1 of'],
    ['{', 'is not JSON'],
  ])('%j is refused', async (text, sentence) => {
    const { exitCode, errors } = await run(['calc', 'mmc', '--from', file('wrong', text)])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })

  test('a file that is not there is named', async () => {
    const { exitCode, errors } = await run(['calc', 'mmc', '--from', '/nothing.csv'])
    expect(exitCode).toBe(2)
    expect(errors).toContain('nothing.csv was not read: there is no such file.')
  })
})

const points = [1, 2, 4, 8, 16, 32].map((n) => [n, (1000 * n) / (1 + 0.04 * (n - 1) + 0.0006 * n * (n - 1))])

describe('a sweep', () => {
  test.each([
    ['CSV with titles', `throughput,concurrency\n${points.map(([n, x]) => `${x},${n}`).join('\n')}\n`],
    ['CSV without', points.map(([n, x]) => `${n},${x}`).join('\r\n')],
    ['JSON', JSON.stringify(points.map(([concurrency, throughput]) => ({ concurrency, throughput })))],
    [
      'data of a result',
      JSON.stringify({ points: points.map(([concurrency, throughput]) => ({ concurrency, throughput })) }),
    ],
  ])('in %s is fitted', async (_, text) => {
    const { data: found } = await data(['usl', '--from', file('sweep', text), '--at', '48,100'])
    const fit = found.cases[0].answer
    expect(fit.sigma).toBeCloseTo(0.04, 6)
    expect(fit.kappa).toBeCloseTo(0.0006, 6)
    expect(fit.peak.concurrency).toBeCloseTo(40, 3)
    expect(fit.predictions.map(({ isExtrapolated }: { isExtrapolated: boolean }) => isExtrapolated)).toEqual([
      false,
      true,
    ])
  })

  test('tells the concurrency of a throughput and of a response time', async () => {
    const list = points.map(([n, x]) => `${n}=${x}`).join(',')
    const { data: found } = await data([
      'usl',
      '--points',
      list,
      '--throughput',
      '5000/s',
      '--response',
      '3ms',
    ])
    const { neededConcurrency, allowedConcurrency } = found.cases[0].answer
    const slowdown = (n: number): number => 1 + 0.04 * (n - 1) + 0.0006 * n * (n - 1)
    expect((1000 * neededConcurrency) / slowdown(neededConcurrency)).toBeCloseTo(5000, 3)
    expect(slowdown(allowedConcurrency) / 1000).toBeCloseTo(0.003, 8)
  })

  test('that does not tell of its peak names none, and fails with --strict', async () => {
    const list = '1=20,4=78,8=130,12=170,16=190,20=200,24=210,28=230,32=260,48=280,64=310'
    const { output, exitCode } = await run(['calc', 'usl', '--points', list, '--strict'])
    expect(exitCode).toBe(1)
    expect(output).toContain('do not tell where throughput peaks')
    const { data: found } = await data(['usl', '--points', list])
    expect(found.cases[0].answer).toMatchObject({ peak: null, verdicts: ['not-identifiable'] })
    const free = await data(['usl', '--points', list, '--unbounded'])
    expect(free.data.cases[0].answer.kappa).toBeLessThan(0)
  })

  test('of as many points as parameters has no interval, and null for it in JSON', async () => {
    const { data: found } = await data(['usl', '--points', '1=10,4=30,16=60'])
    expect(found.cases[0].answer.intervals.kappa).toEqual([null, null])
  })

  test.each([
    ['1,2\nx,3', 'Line 2 of'],
    ['{"a": 1}', 'holds no list of points'],
    ['[{"concurrency": 1}]', 'Point 1 of'],
    ['[', 'is not JSON'],
    ['{"schema": "other"}', 'is not a saved result'],
  ])('%j is refused', async (text, sentence) => {
    const { exitCode, errors } = await run(['calc', 'usl', '--from', file('wrong-sweep', text)])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })
})
