// Checks of processes: one file a check, one line here.
export { blockedProcesses } from './blocked-processes.ts'
export { failedUnits } from './failed-units.ts'
export { topProcesses } from './top-processes.ts'
export { zombies } from './zombies.ts'
