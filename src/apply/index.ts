// The only folder that changes anything outside lewis-perf's own results.
export { appendLines } from './append-lines.ts'
export { type DiskOrder, diskProgram } from './disk/index.ts'
export { probeFsync } from './fsync-probe.ts'
export { type GitWorktree, openGitWorktree } from './git-worktree.ts'
export { keepFile } from './keep-file.ts'
export { type Checkouts, differingLockFiles, linkPackages, lockFiles } from './link-packages.ts'
export { noteLine } from './note-line.ts'
export { openScratchFolder, type ScratchFolder } from './scratch-folder.ts'
