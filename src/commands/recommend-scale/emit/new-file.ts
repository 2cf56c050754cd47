import { maskSecrets, OperatorError } from '../../../core/index.ts'
import { writeYaml } from '../../../profiles/index.ts'
import { composeService, systemdLines } from '../../../scaling/index.ts'
import type { EmissionKind } from '../emit-options.ts'
import { composeWarnings, systemdWarnings } from '../manifest/index.ts'
import type { EmitRequest, Proposal } from './emit-files.ts'
import { autoscalerObjects, workloadObjects } from './new-objects.ts'

interface Made {
  /** How to use it, lines of a comment. */
  use: string[]
  body: string
  warnings: string[]
}

const makers: Record<EmissionKind, (proposals: readonly Proposal[], request: EmitRequest) => Promise<Made>> =
  {
    async patch(proposals, request) {
      const { objects, warnings } = workloadObjects(proposals, request)
      return {
        use: [
          'kubectl apply --server-side --force-conflicts -f FILE: it takes these fields over, and touches no others',
          ...warnings,
        ],
        body: await documents(objects),
        warnings,
      }
    },
    async hpa(proposals, request) {
      const { objects, warnings } = autoscalerObjects(proposals, request)
      return {
        use: ['kubectl apply --server-side -f FILE', ...warnings],
        body: await documents(objects),
        warnings,
      }
    },
    async compose(proposals) {
      const services = Object.fromEntries(
        proposals.map(({ workload, proposed }) => [workload.name, composeService(proposed)]),
      )
      const warnings = proposals.flatMap(({ workload, proposed }) => composeWarnings(workload.name, proposed))
      return {
        use: ['docker compose -f compose.yaml -f FILE up -d: it goes over your own file', ...warnings],
        body: await writeYaml({ services }),
        warnings,
      }
    },
    async systemd([one, ...others]) {
      if (one === undefined || others.length > 0)
        throw new OperatorError({
          sentence: 'A drop-in of systemd is about one unit, and here are several workloads.',
          hint: 'Choose one with --name.',
        })
      const { workload, proposed } = one
      const warnings = systemdWarnings(workload.name, proposed)
      return {
        use: [
          `/etc/systemd/system/${workload.name}.service.d/limits.conf, then systemctl daemon-reload and restart it`,
          ...warnings,
        ],
        body: `${systemdLines(proposed).join('\n')}\n`,
        warnings,
      }
    },
  }

/** A file made from nothing, which says why it is so and how to use it. */
export async function newFile(
  kind: EmissionKind,
  proposals: readonly Proposal[],
  request: EmitRequest,
): Promise<{ text: string; warnings: string[] }> {
  for (const { workload } of proposals) assertName(kind, workload.name)
  const { use, body, warnings } = await makers[kind](proposals, request)
  const comments = [...request.comments, ...use]
    .map((line) => `# ${maskSecrets(line.replaceAll(/\s+/g, ' '))}\n`)
    .join('')
  return { text: `${comments}${body}`, warnings }
}

async function documents(objects: readonly object[]): Promise<string> {
  return (await Promise.all(objects.map(writeYaml))).join('---\n')
}

function assertName(kind: EmissionKind, name: string): void {
  const isStrict = kind === 'patch' || kind === 'hpa'
  if ((isStrict ? /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/ : /^[A-Za-z0-9][\w.-]*$/).test(name)) return
  throw new OperatorError({
    sentence: `A file cannot name its workload "${name}".`,
    hint: 'Say what it is called with --name: small letters, digits and dashes.',
  })
}
