import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alertRules, createAlerts, guideSeverityRatios } from '../../src/alerting/index.ts'
import { guideAlertThresholds, inGuideWords } from '../../src/checks/index.ts'
import { compileProfiles } from '../../src/profiles/compile.ts'
import golden from '../golden/guide-alerts.json' with { type: 'json' }
import { tick } from './ticks.ts'

const seriesOf: Record<string, readonly [key: string, scale: number]> = {
  cpu_usage: ['cpu.usage', 100],
  memory_usage: ['memory.usage', 100],
  disk_usage: ['disk.usage{mount=/}', 100],
  response_time: ['app.response', 1],
  error_rate: ['app.errors', 100],
}
const names = ['recommended', 'lewis', 'minimum', 'high-performance']
const texts = Object.fromEntries(
  names.map((name) => [
    `${name}.yaml`,
    readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8'),
  ]),
)
const profiles = compileProfiles(texts).map(({ profile }) => profile)

describe.each(profiles.map((profile) => [profile.name, profile] as const))(
  'the rules of %s',
  (_, profile) => {
    const rules = alertRules(profile)

    test.each(golden.cases.map((one) => [JSON.stringify(one), one] as const))(
      'say what the guide says of %s',
      (_, { metric, value, expected }) => {
        const [series = '', scale = 1] = seriesOf[metric] ?? []
        const alerts = createAlerts(rules)
        // For a minute and a half, which is longer than any of them waits.
        const [alert = null] =
          Array.from({ length: 91 }, (_, second) =>
            alerts.evaluate(tick(second, { [series]: value / scale })),
          ).at(-1)?.alerts ?? []
        expect({
          fires: alert?.state === 'firing',
          severity: alert?.severity ?? null,
          message: alert === null ? null : inGuideWords(alert),
        }).toEqual(expected)
      },
    )

    test("have the guide's thresholds", () => {
      for (const [metric, threshold] of Object.entries(guideAlertThresholds)) {
        const [series = '', scale = 1] = seriesOf[metric] ?? []
        const [name] = series.split('{')
        const found = rules.filter((rule) => rule.metric === name)
        expect(found.map(({ direction, raise, severity }) => [direction, raise, severity])).toEqual([
          ['above', threshold / scale, null],
        ])
        expect(found[0]?.severityRatios).toEqual(guideSeverityRatios)
      }
    })
  },
)
