import type { ContainerSettings, FleetSettings, InFlightMetric } from '../../../scaling/index.ts'

/** Whose file it is. */
export type ManifestForm = 'kubernetes' | 'compose' | 'systemd'

/** A text with changes, and what is to be known of them. */
export interface ChangedText {
  text: string
  warnings: string[]
}

/** What a file says of a workload. */
export interface ManifestWorkload {
  namespace: string | null
  kind: string
  name: string
  current: FleetSettings
  /** What the file leaves open, a sentence each. */
  missing: string[]
  containers?: readonly ContainerSettings[]
  autoscalerName?: string
  /** A text of the file with what a proposal sets in place of what it says. Throws OperatorError (exit 2) where it cannot be changed. */
  change(text: string, proposed: FleetSettings, inFlight: InFlightMetric | null): Promise<ChangedText>
}

/** The operator's own file. */
export interface Manifest {
  file: string
  form: ManifestForm
  text: string
  workloads: readonly ManifestWorkload[]
}
