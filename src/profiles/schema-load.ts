import { hostName, sloText } from './kind-of-load.ts'
import { leaf, listOf } from './schema-section.ts'

/** What load tests have to hold where --slo does not say. */
export const slos = listOf(
  'Limits of loadtest where --slo is not given, which replaces them all.',
  leaf(sloText, 'Limits as --slo takes them: p99<200ms or errors<1%.'),
)

/** Whom load tests may load. */
export const allow = listOf(
  'Hosts outside this machine that loadtest may load, besides those of --allow.',
  leaf(hostName, 'A host as it stands in the URL: staging.example.org.'),
)
