/** What lies in a backup: a folder, a file, a symbolic link, or something else such as a device. */
export type EntryKind = 'folder' | 'file' | 'link' | 'other'

/** One name in a folder. `bytes` of a folder is all that lies under it; `mode` as Unix writes permissions (0o755). */
export type Entry = {
  name: string
  kind: EntryKind
  bytes: number
  /** Under a folder, itself not counted; 1 for anything else. */
  files: number
  modifiedAt: string
  mode: number
  uid: number
  gid: number
}

/** What lies under a folder at any depth, and how many names it has itself. */
export type FolderTotals = { path: string; files: number; bytes: number; folders: number; entries: number }

/** Some of a folder's names from `offset` on, folders first. */
export type FolderPage = FolderTotals & { offset: number; page: Entry[] }

export type Hit = Entry & { folder: string }
/** `more`: there are others that are not shown. */
export type Hits = { hits: Hit[]; more: boolean }
