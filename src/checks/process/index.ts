// Checks of processes: one file a check, one line here.
export { blockedProcesses } from './dstate.ts'
export { topProcesses } from './top.ts'
export { failedUnits } from './units.ts'
export { zombies } from './zombies.ts'
