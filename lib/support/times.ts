/** How long a code can be read out, and how long it lets the support look on (requirements G3). */
export const CODE_MINUTES = 10
export const ACCESS_MINUTES = 30
