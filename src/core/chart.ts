import type { Unit } from './quantity.ts'

export interface Axis {
  title: string
  unit: Unit
}

/** Lines over one x and one y axis; a null y is a gap. */
export interface Chart {
  title: string
  x: Axis
  y: Axis
  /** Background that the terminal shows only with --verbose; every other format always has it. */
  detail?: boolean
  series: { name: string; points: (readonly [x: number, y: number | null])[] }[]
}
