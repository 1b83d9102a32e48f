/**
 * What a script finds before its first line: the table `slurm`, the three hooks' way in, and those parts of the
 * standard library that reach out of the machine Lua runs on here. Numbers are those of Slurm's API.
 */
export const PRELUDE = `
local host = __host
__host = nil

local function logger(level)
  return function(...) host.log(level, string.format(...)) end
end

slurm = setmetatable({
  SUCCESS = 0, ERROR = -1, FAILURE = -1,
  NO_VAL = 4294967294, NO_VAL64 = 18446744073709551614.0, NO_VAL16 = 65534, NO_VAL8 = 254,
  INFINITE = 4294967295, INFINITE64 = 18446744073709551615.0,
  log_error = logger(-1), log_info = logger(0), log_user = logger(0), log_verbose = logger(1),
  log_debug = logger(2), log_debug2 = logger(3), log_debug3 = logger(4), log_debug4 = logger(5),
  log = function(level, message) host.log(level, message) end,
  error = function(message) host.log(-1, message) end,
  user_msg = function(message) host.log(0, message) end,
  json_cli_options = function() local json = host.optionsJson() return json end,
  json_env = function() local json = host.environmentJson() return json end,
  cli_store = function(key, value) host.store(key, value) end,
  cli_retrieve = function(key) local value = host.retrieve(key) return value end,
  time_str2mins = function(value) local minutes = host.minutes(value) return minutes end,
}, {
  -- Error numbers a script may return: which one makes no difference, that it is one does.
  __index = function(_, name) if string.match(name, '^ESLURM') then return -1 end end,
})

local options = setmetatable({}, {
  __index = function(_, name)
    if name == 'argv' then
      local argv, at = {}, 0
      local argument = host.argument(at)
      while argument do
        at = at + 1
        argv[at] = argument
        argument = host.argument(at)
      end
      return argv
    end
    if name == 'spank' or name == 'spank_job_env' then return {} end
    local value = host.get(name)
    return value
  end,
  __newindex = function(_, name, value)
    if type(value) ~= 'string' and type(value) ~= 'number' then
      error("options['" .. tostring(name) .. "']: a text or a number is needed, not " .. type(value), 2)
    end
    local problem = host.set(name, value)
    if problem then error(problem, 2) end
  end,
})

-- Files and commands.
local File = {}
File.__index = File
local function file(fields) return setmetatable(fields, File) end

local function readOne(self, format)
  local rest = #self.text - self.at + 1
  if type(format) == 'number' then
    if rest <= 0 then return nil end
    local part = string.sub(self.text, self.at, self.at + format - 1)
    self.at = self.at + #part
    return part
  end
  format = string.gsub(format, '^%*', '')
  if format == 'a' then
    local part = string.sub(self.text, self.at)
    self.at = #self.text + 1
    return part
  end
  if rest <= 0 then return nil end
  if format == 'n' then
    local from, to = string.find(self.text, '^%s*[%+%-]?[%w%.]+', self.at)
    if not from then return nil end
    self.at = to + 1
    return tonumber(string.sub(self.text, from, to))
  end
  local stop = string.find(self.text, '\\n', self.at, true)
  local line = string.sub(self.text, self.at, stop and stop - 1)
  self.at = (stop or #self.text) + 1
  return format == 'L' and stop and line .. '\\n' or line
end
function File:read(...)
  local results = {}
  for at, format in ipairs({...}) do results[at] = readOne(self, format) end
  if select('#', ...) == 0 then return readOne(self, 'l') end
  return table.unpack(results, 1, select('#', ...))
end
function File:lines(format)
  return function() return readOne(self, format or 'l') end
end
function File:write(...)
  for _, part in ipairs({...}) do self.out[#self.out + 1] = tostring(part) end
  return self
end
function File:flush() return self end
function File:setvbuf() return true end
function File:seek(whence, offset)
  local base = whence == 'set' and 1 or whence == 'end' and #self.text + 1 or self.at
  self.at = base + (offset or 0)
  return self.at - 1
end
function File:close()
  if self.finish then return self.finish(table.concat(self.out)) end
  return true
end

local function status(result)
  local how, code, output = string.match(result, '^(%a+) (%d+)\\n(.*)$')
  return how == 'exit' and code == '0' or nil, how, tonumber(code), output
end
function io.popen(command, mode)
  if mode and string.sub(mode, 1, 1) == 'w' then
    return file({ out = {}, finish = function(input)
      local good, how, code = status(host.shell(command, input))
      return good, how, code
    end })
  end
  local good, how, code, output = status(host.shell(command, ''))
  return file({ text = output, at = 1, out = {}, finish = function() return good, how, code end })
end
function os.execute(command)
  if command == nil then return true end
  local good, how, code, output = status(host.shell(command, ''))
  if output ~= '' then host.log(0, (string.gsub(output, '\\n$', ''))) end
  return good, how, code
end
function os.exit() error('os.exit: a filter returns slurm.SUCCESS or slurm.ERROR', 2) end
function os.getenv(name) local value = host.getenv(name) return value end

local function slurp(name)
  local result = host.readFile(name)
  if string.sub(result, 1, 1) == '=' then return string.sub(result, 2) end
  return nil, result
end
function io.open(name, mode)
  mode = mode or 'r'
  local how = string.sub(mode, 1, 1)
  if how == 'r' then
    local content, problem = slurp(name)
    if not content then return nil, problem, 2 end
    return file({ text = content, at = 1, out = {} })
  end
  local result = host.writeFile(name, '', how == 'a')
  if string.sub(result, 1, 1) ~= '=' then return nil, result, 13 end
  return file({ text = '', at = 1, out = {}, finish = function(out)
    return host.writeFile(name, out, true) == '='
  end })
end
function io.lines(name, format)
  local content, problem = slurp(name)
  if not content then error(problem, 2) end
  return file({ text = content, at = 1 }):lines(format)
end
function io.write(...) host.log(0, table.concat({...})) end
function print(...)
  local parts = table.pack(...)
  for at = 1, parts.n do parts[at] = tostring(parts[at]) end
  host.log(0, table.concat(parts, '\\t'))
end

-- Modules and older versions of Lua.
unpack = table.unpack
function loadfile(name, mode, env)
  local content, problem = slurp(name)
  if not content then return nil, problem end
  return load(content, '@' .. name, mode, env or _G)
end
function dofile(name)
  local chunk, problem = loadfile(name)
  if not chunk then error(problem, 2) end
  return chunk()
end
loadstring = load
local folder = string.match(host.file(), '^(.*)/') or '.'
package.path = folder .. '/?.lua;/usr/local/share/lua/5.4/?.lua;/usr/local/share/lua/5.4/?/init.lua;'
  .. '/usr/share/lua/5.4/?.lua;/usr/share/lua/5.4/?/init.lua;/usr/share/lua/5.3/?.lua'
package.searchers = { package.searchers[1], function(name)
  for template in string.gmatch(package.path, '[^;]+') do
    local path = string.gsub(template, '%?', (string.gsub(name, '%.', '/')))
    local chunk = loadfile(path)
    if chunk then return chunk, path end
  end
  return "no file for module '" .. name .. "' in " .. package.path
end }

-- The hooks: what they return when they refuse, and what is wrong with them.
function __load()
  local chunk, problem = load(host.source(), '@' .. string.match(host.file(), '[^/]*$'))
  if not chunk then error(problem, 0) end
  chunk()
end
function __call(hook, ...)
  local call = _G[hook]
  if call == nil then return 0 end
  local result = call(...)
  if type(result) == 'number' then return result end
  host.log(1, hook .. ' returned no number, which counts as slurm.SUCCESS')
  return 0
end
function __setup(early) return __call('slurm_cli_setup_defaults', options, early) end
function __pre(offset) return __call('slurm_cli_pre_submit', options, offset) end
function __post(offset, job) return __call('slurm_cli_post_submit', offset, job, slurm.NO_VAL) end
`;
