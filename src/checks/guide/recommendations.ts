import { OperatorError } from '../../core/index.ts'

/** What the guide looks at, in percent. */
export interface GuideUsage {
  cpuUsagePercent: number
  memoryUsagePercent: number
  diskUsagePercent: number
}

const rules: readonly (readonly [keyof GuideUsage, above: number, recommendation: string])[] = [
  ['cpuUsagePercent', 80, 'High CPU usage detected. Consider scaling up CPU or optimizing algorithms.'],
  [
    'memoryUsagePercent',
    85,
    'High memory usage detected. Consider increasing RAM or implementing memory optimization.',
  ],
  ['diskUsagePercent', 90, 'Disk space is critically low. Clean up old data or increase storage capacity.'],
]

/** The guide's generate_recommendations, word for word. Throws OperatorError on a figure that is not a finite number. */
export function guideRecommendations(r: GuideUsage): string[] {
  for (const [name] of rules) {
    if (Number.isFinite(Object(r)[name])) continue
    throw new OperatorError({
      sentence: `${name} must be a finite number of percent, got ${String(Object(r)[name])}.`,
      hint: 'Give all three figures in percent, such as 85.5.',
    })
  }
  return recommendationsFor(r)
}

/** The same, of which a figure that was not measured asks for nothing. */
export function recommendationsFor(r: { [K in keyof GuideUsage]: number | null }): string[] {
  return rules.flatMap(([name, above, recommendation]) => ((r[name] ?? 0) > above ? [recommendation] : []))
}
