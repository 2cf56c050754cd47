// The machine itself: what its CPU, memory, disk, loopback and scheduler can do.
export { measureHost } from './measure-host.ts'
export { defaultHostSettings, type HostSettings } from './settings.ts'
