// The optimisation checklist of the LEWIS Performance Guide, answered from what was judged.
export { type ChecklistAnswer, checklist } from './checklist.ts'
