/** A row of buttons of which one is pressed. */
export const segmentsClass = 'flex gap-0.5 rounded-[8px] bg-raised p-0.5'
export const segmentClass =
  'min-h-7 flex-1 rounded-[6px] px-2 text-[13px] text-muted hover:text-ink aria-pressed:bg-panel aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-panel'
