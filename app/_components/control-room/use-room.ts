'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useLive } from '@/app/_components/live/use-live'
import { useRefresh } from '@/app/_components/live/use-refresh'
import { applyChanges, withIds } from '@/lib/control-room/changes'
import { IDS_PER_REQUEST } from '@/lib/control-room/machine-columns'
import { decodeControlRoom } from '@/lib/control-room/payload'
import type { Room } from '@/lib/control-room/room'
import { fetchIds } from './fetch-ids'

const TICK_MILLISECONDS = 60_000
const RELOAD_PAUSE_MILLISECONDS = 2000
/** What no machine's change tells (a contract added, suspended or sold more volume) is read anew this often. */
const RELOAD_MILLISECONDS = 180_000

/** The room of the page, kept true: by the live stream, by the clock, and by reading it anew after a gap. */
export function useRoom(payload: string) {
  const [room, setRoom] = useState<Room>(() => decodeControlRoom(payload))
  const [source, setSource] = useState(payload)
  if (source !== payload) {
    setSource(payload)
    setRoom(decodeControlRoom(payload))
  }
  const reload = useRefresh(RELOAD_PAUSE_MILLISECONDS)
  const live = useLive({
    onMachines: (changes) => {
      const next = applyChanges(room, changes)
      setRoom(next.room)
      if (!next.complete) reload()
    },
    onGap: reload,
  })
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), RELOAD_MILLISECONDS)
    return () => clearInterval(timer)
  }, [reload])
  return { room, now: useNow(room.at), live, askIds: useIds(room, setRoom, reload) }
}

/** The server's time, a tick a minute: a browser whose clock is wrong ages no cell wrongly. */
function useNow(at: number): number {
  const [now, setNow] = useState(at)
  const ahead = useRef(0)
  useEffect(() => {
    ahead.current = Date.now() - at
    setNow(at)
    const timer = setInterval(() => setNow(Date.now() - ahead.current), TICK_MILLISECONDS)
    return () => clearInterval(timer)
  }, [at])
  return now
}

/** Fetches the ids of cells that have come into view, each range of the listing once. */
function useIds(room: Room, setRoom: (change: (room: Room) => Room) => void, reload: () => void) {
  const asked = useRef(new Map<number, number>())
  return useCallback(
    (indexes: number[]) => {
      const missing = indexes.filter((index) => room.machines[index]?.id === null)
      for (const from of new Set(missing.map((index) => index - (index % IDS_PER_REQUEST)))) {
        if (asked.current.get(from) === room.at) continue
        asked.current.set(from, room.at)
        fetchIds(room, from).then(
          (ids) => (ids ? setRoom((current) => (current.at === room.at ? withIds(current, from, ids) : current)) : reload()),
          () => asked.current.delete(from),
        )
      }
    },
    [room, setRoom, reload],
  )
}
