/**
 * What is done in Redis in one piece. Keys are the prefix (the first argument) and:
 *
 * | key                 |                                                                            |
 * | ------------------- | -------------------------------------------------------------------------- |
 * | `<entry>`           | an entry, until it expires                                                 |
 * | `term:<term>`       | the keys of the entries that have a term, by when they expire (in ms)      |
 * | `invalidated:<term>`| the generation in which a term was invalidated last                        |
 * | `generation`        | grows with every invalidation; it is the time, so that one that was lost does not come again |
 */

/** Arguments: prefix, generation, and for each entry: key, value, milliseconds, number of terms, terms. */
export const WRITE = `
local prefix, generation = ARGV[1], tonumber(ARGV[2])
local isUntouched = tonumber(redis.call('GET', KEYS[1]) or '0') <= generation
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local trimmed = {}
local at = 3
while at <= #ARGV do
  local key, value, ms = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local first, last = at + 4, at + 3 + tonumber(ARGV[at + 3])
  local isStale = false
  for n = first, last do
    if isUntouched or isStale then break end
    isStale = tonumber(redis.call('GET', prefix .. 'invalidated:' .. ARGV[n]) or '0') > generation
  end
  if not isStale then
    redis.call('SET', prefix .. key, value, 'PX', ms)
    for n = first, last do
      local set = prefix .. 'term:' .. ARGV[n]
      if not trimmed[set] then
        trimmed[set] = true
        redis.call('ZREMRANGEBYSCORE', set, '-inf', now)
      end
      redis.call('ZADD', set, now + ms, key)
      if redis.call('PTTL', set) < ms then redis.call('PEXPIRE', set, ms) end
    end
  end
  at = last + 1
end
`;

/** Arguments: prefix, milliseconds for which the invalidation is remembered, terms. */
export const INVALIDATE = `
local time = redis.call('TIME')
local before = tonumber(redis.call('GET', KEYS[1]) or '0')
local generation = string.format('%.0f', math.max(before + 1, time[1] * 1000000 + time[2]))
redis.call('SET', KEYS[1], generation)
for n = 3, #ARGV do redis.call('SET', ARGV[1] .. 'invalidated:' .. ARGV[n], generation, 'PX', ARGV[2]) end
`;

/**
 * Forgets a thousand of the entries that have a term. Arguments: prefix, term.
 * Returns how many there were, and 1 when there may be more.
 */
export const POP = `
local popped = redis.call('ZPOPMIN', ARGV[1] .. 'term:' .. ARGV[2], 1000)
local count = 0
for n = 1, #popped, 2 do count = count + redis.call('UNLINK', ARGV[1] .. popped[n]) end
return { count, #popped == 2000 and 1 or 0 }
`;
