import { planPerformance } from '../performance-plan.ts'
import type { Emitter } from './emission.ts'
import { performanceSection } from './performance-yaml.ts'

/** The performance settings as environment variables, for a shell, systemd's EnvironmentFile or `docker run --env-file`. */
export const envEmitter: Emitter = {
  kind: 'env',
  emit(answer, profile) {
    const { performance, because } = planPerformance(answer, profile)
    return {
      fileName: 'lewis.env',
      mediaType: 'text/plain',
      comments: because,
      content: { lines: variables('LEWIS', performanceSection(performance)) },
      findings: [],
    }
  },
}

function variables(prefix: string, section: Record<string, unknown>): string[] {
  return Object.entries(section).flatMap(([key, value]) => {
    const name = `${prefix}_${key.toUpperCase()}`
    if (typeof value === 'object' && value !== null) return variables(name, value as Record<string, unknown>)
    return [`${name}=${value}`]
  })
}
