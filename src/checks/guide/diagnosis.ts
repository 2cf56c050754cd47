import type { Facts } from '../../core/index.ts'
import { type ApplicationPerformance, applicationPerformance } from './application-performance.ts'
import { type NetworkPerformance, networkPerformance } from './network-performance.ts'
import { recommendationsFor } from './recommendations.ts'
import { type SystemResources, systemResources } from './system-resources.ts'

/** What the guide's diagnose_performance_bottlenecks answers; a figure that was not measured is null. */
export interface GuideDiagnosis {
  systemResources: SystemResources
  databasePerformance: DatabasePerformance
  networkPerformance: NetworkPerformance
  applicationPerformance: ApplicationPerformance
  recommendations: string[]
}

/** Nothing of it is known without a database that is asked; `because` says so. */
export interface DatabasePerformance {
  connectionsUsedPercent: number | null
  cacheHitPercent: number | null
  slowQueries: number | null
  because: string
}

/** The guide's diagnosis of one machine. */
export function guideDiagnosis(facts: Facts): GuideDiagnosis {
  const resources = systemResources(facts)
  return {
    systemResources: resources,
    databasePerformance: {
      connectionsUsedPercent: null,
      cacheHitPercent: null,
      slowQueries: null,
      because: 'No database was asked.',
    },
    networkPerformance: networkPerformance(facts),
    applicationPerformance: applicationPerformance(facts),
    recommendations: recommendationsFor(resources),
  }
}
