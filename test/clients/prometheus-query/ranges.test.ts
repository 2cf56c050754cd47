import { describe, expect, test } from 'vitest'
import { gridOver } from '../../../src/clients/index.ts'
import { asking, error, one } from './asking.ts'
import { type Answer, moments, success } from './strict-server.ts'

describe('a range', () => {
  test('of many points comes in pieces that join without overlap or gap', async () => {
    const { client, server } = await asking([moments])
    const grid = gridOver(1000.2, 9_000_000, 120)
    const answer = await client.range('x', grid)
    if (!answer.ok) throw new Error(answer.reason)
    expect(answer.value.series[0]?.values).toEqual(
      Float64Array.from({ length: grid.points }, (_, i) => 1080 + i * 120),
    )
    expect(server.asked).toHaveLength(Math.ceil(grid.points / 11_000))
    expect(grid).toEqual({ startSeconds: 1080, stepSeconds: 120, points: 74_992 })
  })

  test('with a step of milliseconds keeps to the grid', async () => {
    const { client } = await asking([moments], { maximumPoints: 7 })
    const answer = await client.range('x', gridOver(1_700_000_000, 1_700_000_010, 0.1))
    expect(answer.ok && answer.value.series[0]?.values.every((value) => !Number.isNaN(value))).toBe(true)
  })

  test('that is too long, or has too many samples, is asked for in halves', async () => {
    const tooMany = error('execution', 'query processing would load too many samples into memory', 422)
    const fewOnly: Answer = (response, asked) =>
      Number(asked.form['end']) - Number(asked.form['start']) < 30
        ? moments(response, asked)
        : tooMany(response, asked)
    const { client } = await asking([fewOnly])
    expect(await client.range('x', gridOver(0, 99, 1))).toMatchObject({
      ok: true,
      value: { series: [{ values: { 99: 99 } }] },
    })
    const long = await asking([moments], { maximumBytes: 500 })
    expect(await long.client.range('x', gridOver(0, 99, 1))).toMatchObject({
      ok: true,
      value: { series: [{ values: { 99: 99 } }] },
    })
  })

  test('of which one point is too long is refused after few requests', async () => {
    const { client } = await asking([moments], { maximumBytes: 20 })
    expect(await client.range('x', gridOver(0, 9999, 1))).toEqual({
      ok: false,
      reason: 'its answer is longer than 20 bytes',
    })
    expect(client.requests()).toBeLessThan(20)
  })

  test('has NaN for gaps, counts what was sent as NaN, and keeps infinities', async () => {
    const values = [
      [0, '1'],
      [2, 'NaN'],
      [3, '+Inf'],
      [4, '-Inf'],
    ]
    const { client } = await asking([
      success('matrix', [{ metric: {}, values }], { warnings: ['partial'], infos: ['rate of a gauge'] }),
    ])
    expect(await client.range('x', gridOver(0, 5, 1))).toEqual({
      ok: true,
      value: {
        grid: { startSeconds: 0, stepSeconds: 1, points: 6 },
        series: [
          { labels: {}, values: Float64Array.of(1, Number.NaN, Number.NaN, Infinity, -Infinity, Number.NaN) },
        ],
        notNumbers: 1,
        warnings: ['partial', 'rate of a gauge'],
      },
    })
  })

  test.each<[string, Answer, string]>([
    ['a vector', one, 'it answers a range query with a vector in place of a matrix'],
    [
      'other moments',
      success('matrix', [{ metric: {}, values: [[0.5, '1']] }]),
      'it answers for other moments than asked for, such as 0.5',
    ],
    [
      'moments past the end',
      success('matrix', [{ metric: {}, values: [[9, '1']] }]),
      'it answers for other moments than asked for, such as 9',
    ],
    [
      'a series without labels',
      success('matrix', [{ values: [] }]),
      'its answer has a result that is not built as the API builds it',
    ],
  ])('answered with %s has a clear reason', async (_, answer, reason) => {
    const { client } = await asking([answer])
    expect(await client.range('x', gridOver(0, 5, 1))).toEqual({ ok: false, reason })
  })

  test('with more values than may be held is refused', async () => {
    const { client } = await asking([moments], { maximumValues: 5 })
    expect(await client.range('x', gridOver(0, 5, 1))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('past the limit of 5 values'),
    })
  })

  test('with native histograms says that they are not read', async () => {
    const { client } = await asking([success('matrix', [{ metric: {}, histograms: [[0, {}]] }])])
    expect(await client.range('x', gridOver(0, 5, 1))).toMatchObject({
      value: { series: [], warnings: ['Native histograms are in the answer; they are not read.'] },
    })
  })

  test('without a point is not asked for', async () => {
    const { client } = await asking([one])
    expect(await client.range('x', gridOver(5, 1, 1))).toMatchObject({ ok: true, value: { series: [] } })
    expect(client.requests()).toBe(0)
  })
})
