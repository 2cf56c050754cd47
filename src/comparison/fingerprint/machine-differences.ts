import { type Machine, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** One field by which two machines differ, in words such as `CPU model: "A" then, "B" now`. */
export interface MachineDifference {
  field: keyof Machine
  sentence: string
}

/** In the order in which they matter. A field that neither machine states is none; one that only one of them states is. */
const fields: readonly {
  field: Exclude<keyof Machine, 'id'>
  label: string
  words(machine: Machine): string | null
}[] = [
  { field: 'cpuModel', label: 'CPU model', words: ({ cpuModel }) => quoted(cpuModel) },
  { field: 'cores', label: 'Cores', words: ({ cores }) => formatQuantity(quantity(cores, 'count')) },
  {
    field: 'effectiveCores',
    label: 'Cores that may be used',
    words: ({ effectiveCores }) => formatQuantity(quantity(effectiveCores, 'count')),
  },
  { field: 'governor', label: 'CPU frequency governor', words: ({ governor }) => quoted(governor) },
  {
    field: 'quotaCores',
    label: 'CPU quota',
    words: ({ quotaCores }) =>
      quotaCores === undefined ? null : formatQuantity(quantity(quotaCores, 'cores')),
  },
  {
    field: 'memoryBytes',
    label: 'Memory',
    words: ({ memoryBytes }) => formatQuantity(quantity(memoryBytes, 'bytes')),
  },
  { field: 'kernel', label: 'Kernel', words: ({ kernel }) => quoted(kernel) },
  { field: 'node', label: 'Node.js', words: ({ node }) => quoted(node) },
  { field: 'v8', label: 'V8', words: ({ v8 }) => quoted(v8) },
  {
    field: 'nodeFlags',
    label: 'Flags of Node.js',
    words: ({ nodeFlags }) =>
      nodeFlags === undefined ? null : nodeFlags.length === 0 ? 'none' : quoted(nodeFlags.join(' ')),
  },
  { field: 'lockFileHash', label: 'Lock file', words: ({ lockFileHash }) => quoted(lockFileHash) },
]

/** So much of the memory may be reserved at one boot and not at another. */
const memoryTolerance = 0.05

/**
 * Why figures of `then` say little about `now`, one entry for each field that differs; none where they are the same machine.
 * Memory within 5 % is the same. Where all else is equal but the identity, one entry says so. Which of them matter is for the
 * caller to say: between two commits, for example, the lock file may differ.
 */
export function machineDifferences(then: Machine, now: Machine): MachineDifference[] {
  const differences = fields.flatMap(({ field, label, words }): MachineDifference[] => {
    if (field === 'memoryBytes' && isSameMemory(then, now)) return []
    const [before, after] = [words(then), words(now)]
    if (before === after) return []
    return [{ field, sentence: `${label}: ${before ?? 'not stated'} then, ${after ?? 'not stated'} now` }]
  })
  // The lock file belongs to what was measured: the machine itself is the same kind whatever it says.
  const isSameKind = differences.every(({ field }) => field === 'lockFileHash')
  if (then.id === now.id || !isSameKind) return differences
  return [
    {
      field: 'id',
      sentence: `Another machine of the same kind: ${quoted(then.id)} then, ${quoted(now.id)} now`,
    },
    ...differences,
  ]
}

function quoted(text: string | undefined): string | null {
  return text === undefined ? null : `"${text}"`
}

function isSameMemory(then: Machine, now: Machine): boolean {
  const larger = Math.max(then.memoryBytes, now.memoryBytes)
  return Math.abs(then.memoryBytes - now.memoryBytes) <= memoryTolerance * larger
}
