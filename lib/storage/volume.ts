import { type SQL, sql } from 'drizzle-orm'

// Whose word counts for a machine's volume. Wherever the portal's own storage is used it is what the storage holds: counted by the
// gateway as it comes in, corrected at night by a recount of the files. An agent's claim counts only until then: for a machine
// that has stored nothing here. Once metered, always metered. Locks are no volume.

type Columns = { metered: SQL; stored: SQL }
const of = (machine: string): Columns => ({ metered: sql.raw(`${machine}.storage_metered`), stored: sql.raw(`${machine}.stored_bytes`) })

/** The volume after an upload of `bytes`: the first one replaces whatever an agent had claimed. `machine` is the table's alias. */
export const volumeAfterUpload = (machine: string, bytes: SQL): SQL => {
  const { metered, stored } = of(machine)
  return sql`case when ${metered} then ${stored} + ${bytes} else ${bytes} end`
}

/** The volume after an agent's claim. */
export const volumeAfterClaim = (machine: string, claimed: SQL): SQL => {
  const { metered, stored } = of(machine)
  return sql`case when ${metered} then ${stored} else ${claimed} end`
}

export type Counted = { files: number; bytes: number }

/** The volume after a recount; null where the word of another goes on counting. */
export function volumeAfterRecount(machine: { storageMetered: boolean }, counted: Counted): number | null {
  return machine.storageMetered || counted.files > 0 ? counted.bytes : null
}
