/** Above it columns are hard to tell apart: Belsley, Kuh and Welsch 1980 call 30 to 100 moderate to strong dependence. */
export const mostCondition = 30

/** Points more than there are parameters: with fewer there is next to nothing to judge a fit by. */
export const sparePoints = 2
