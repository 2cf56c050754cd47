import { isInnerClass } from './heap-classes.ts'
import type { HeapGrower, HeapGrowth } from './heap-growth.ts'

const leastBytes = 64 * 1024
const leastShare = 0.001
/** Against the largest grower: what holds half as much and has a name of its own tells more than a string. */
const nearTop = 0.5

/** Classes of the language and of Node: that there are more of them says little about where they come from. */
const ofPlatform =
  /^(?:\(.*\)|system \/ .*|Node \/ .*|Object|Array|Map|Set|Weak(?:Map|Set|Ref)|Promise|Date|Error|RegExp|Buffer|(?:Shared)?ArrayBuffer|DataView|(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array|Float\d+Array|String|Number|Symbol|global.*|Timeout|TimersList|Immediate|Module|BuiltinModule|NativeModule|process)$/

/** The class that a leak is to be looked for at: null where the heap of `bytes` grew by no more than it does by itself. */
export function leakSuspect({ growers }: HeapGrowth, bytes: number): HeapGrower | null {
  const grew = growers.filter(
    ({ name, grownBytes }) => !isInnerClass(name) && grownBytes >= Math.max(leastBytes, bytes * leastShare),
  )
  const [top] = grew
  if (top === undefined) return null
  const telling = grew.find((one) => isTelling(one.name) && one.grownBytes >= top.grownBytes * nearTop)
  return telling ?? top
}

/** Whether a class has a name that the program, or a library that it uses, gave it. */
export function isTelling(name: string): boolean {
  return !ofPlatform.test(name)
}
