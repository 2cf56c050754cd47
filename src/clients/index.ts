// Adapters to programs and systems that are not our own: each talks to one of them, and nothing else does.

export { type Recorded, recordWithPerf, recordWithPySpy } from './cpu-profilers.ts'
export { type Inspector, openInspector } from './inspector.ts'
export { openRemoteSession, type RemoteSession } from './remote-session.ts'
export { lastWords, type RemoteTarget, runRemotely } from './remote-shell.ts'
export { inventoryWithinSeconds, systemInventory } from './system-inventory.ts'
