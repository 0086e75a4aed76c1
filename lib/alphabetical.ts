import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** The order of a dictionary, whatever the language: É beside E, capitals beside small letters. */
export const alphabetical = (column: AnyColumn): SQL => sql`${column} collate "und-x-icu"`
