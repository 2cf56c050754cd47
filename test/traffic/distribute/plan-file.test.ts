import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type PlanFile, parsePlanFile, planFileText } from '../../../src/traffic/index.ts'
import { open, planTo } from '../../load/planned.ts'

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
const file: PlanFile = {
  schema: 'lewis-perf/load-plan/1',
  tool: '1.0.0',
  generators: 8,
  startEpochMs: 1_800_000_000_000,
  hidden: [],
  plan: planTo('http://127.0.0.1:1', open(100.5, 3, 'poisson'), { warmupSeconds: 0.1 }),
}
const read = (text: string) => parsePlanFile(text, { name: 'plan.json', tool: '1.0.0', digestOf })

describe('a plan file', () => {
  const text = planFileText(file, digestOf)

  test('is read back as it was written, however it is laid out', () => {
    const { digest, ...rest } = read(text)
    expect(rest).toEqual(file)
    expect(read(JSON.stringify(JSON.parse(text), null, 2)).digest).toBe(digest)
  })

  test('has another digest with another begin', () => {
    const later = planFileText({ ...file, startEpochMs: file.startEpochMs + 1000 }, digestOf)
    expect(read(later).digest).not.toBe(read(text).digest)
  })

  test.each([
    ['is no plan of a load test', 'not JSON'],
    ['is no plan of a load test', '[]'],
    ['is no plan of a load test', '{}'],
    ['is no plan of a load test', text.slice(0, -20)],
    ['is of the kind lewis-perf/load-plan/2', text.replace('load-plan/1', 'load-plan/2')],
    ['was written by lewis-perf 0.9.0, and this is 1.0.0', text.replace('"1.0.0"', '"0.9.0"')],
    ['is not as it was written', text.replace('"host":"127.0.0.1"', '"host":"10.0.0.1"')],
    ['is not as it was written', text.replace('"generators":8', '"generators":9')],
    ['is not as it was written', text.replace(/,"digest":"[0-9a-f]+"/, '')],
  ])('that %s is refused', (sentence, damaged) => {
    expect(() => read(damaged)).toThrow(`plan.json ${sentence}`)
  })
})
