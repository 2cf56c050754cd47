import { type Parsed, rejected, understood } from '../../core/index.ts'
import { inputFile, value, values } from '../command.ts'
import { parseEmitTarget } from '../emit-target.ts'

/** What can be made of a plan. */
export const emissions = ['patch', 'hpa', 'compose', 'systemd'] as const
export type EmissionKind = (typeof emissions)[number]

/** The operator's own file, and files that bring a plan about. */
export const emitOptions = {
  manifest: inputFile(
    '--manifest <file>',
    'your own file, which says how it is set now: Kubernetes, compose or a systemd unit',
  ),
  emit: {
    ...values(
      '--emit <kind[=file]>',
      `write a ready file: ${emissions.join(', ')}; with --manifest your own, changed`,
      (text) => parseEmitTarget(text, emissions),
    ),
    choices: emissions,
  },
  container: value(
    '--container <name>',
    'with --emit patch: the container (called as the workload)',
    parseContainer,
  ),
}

function parseContainer(text: string): Parsed<string> {
  return /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(text)
    ? understood(text)
    : rejected('is no name of a container', 'Write it as its pod does: small letters, digits and dashes.')
}
