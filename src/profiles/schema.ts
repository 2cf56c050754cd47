import { line } from './kind.ts'
import { alerts } from './schema-alerts.ts'
import { deployment, quota } from './schema-cluster.ts'
import { skip, thresholds } from './schema-diagnose.ts'
import { hostReference } from './schema-host.ts'
import { allow, slos } from './schema-load.ts'
import { performance } from './schema-performance.ts'
import { scenarios } from './schema-scenario.ts'
import { leaf, section } from './schema-section.ts'
import { prices, sizing, tiers, unitCosts } from './schema-sizing.ts'

/** A profile file: decodes to base units, encodes back to words. */
export const profileSchema = section(
  'A lewis-perf profile: every number that a deployment is planned with.',
  {
    name: leaf(line(100), 'What the profile is called; the name of the file when left out.'),
    extends: leaf(
      line(1000),
      'A shipped profile (recommended) or a file (./base.yaml): maps merge, lists replace.',
    ),
    tiers,
    sizing,
    unitCosts,
    prices,
    quota,
    deployment,
    thresholds,
    skip,
    performance,
    hostReference,
    scenarios,
    slos,
    allow,
    alerts,
  },
)
