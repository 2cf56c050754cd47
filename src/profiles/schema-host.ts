import { type HostFigure, hostFigures } from '../comparison/index.ts'
import { calendarDay, line } from './kind.ts'
import { figureKind } from './kind-of-figure.ts'
import { byteSizeKind, coresKind } from './kind-of-quantity.ts'
import { as, leaf, section } from './schema-section.ts'

/** What a box of this type can do, for `bench --suite host`. */
export const hostReference = section(
  'What a box of this type can do: bench --suite host compares with it, and --write-reference records it.',
  {
    recorded: leaf(calendarDay, 'The day of the measurement: 2027-03-31.'),
    machine: section('The box that was measured.', {
      id: leaf(line(100), 'Its identity, as results of lewis-perf state it.'),
      cpuModel: leaf(line(200), 'Model of the CPU.'),
      cores: leaf(coresKind({ aboveZero: true }), 'Cores that could be used; fewer on another box fail.'),
      memory: as(
        'memoryBytes',
        leaf(byteSizeKind({ aboveZero: true }), 'Memory that could be used: 8GiB; 5 % less fails.'),
      ),
      kernel: leaf(line(200), 'Version of the kernel.'),
      node: leaf(line(50), 'Version of Node.'),
      disk: leaf(line(1000), 'Filesystem and device of the folder.'),
    }),
    figures: section(
      'Each figure with its unit; those left out are not compared.',
      Object.fromEntries(hostFigures.map((figure) => [figure.id, figureSection(figure)])),
    ),
  },
)

function figureSection({ title, unit, meaning }: HostFigure) {
  const kind = figureKind(unit)
  return section(`${title}. ${meaning}`, {
    median: leaf(kind, 'What is expected; the median of the rounds.'),
    low: leaf(kind, 'The low end of its interval, as noise.'),
    high: leaf(kind, 'The high end of its interval, as noise.'),
  })
}
