// The machine itself: what its CPU, memory, disk, loopback and scheduler can do.
export { findDiskPlace } from './disk-place.ts'
export { type HostRequest, measureHost } from './measure-host.ts'
export { defaultHostSettings, type HostSettings } from './settings.ts'
