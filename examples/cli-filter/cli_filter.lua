-- The same as filter.js in the form Slurm's own cli_filter/lua plugin takes: one file for sbatch and for slurmrest.

function slurm_cli_setup_defaults(options, early_pass)
  options['time'] = '1:00:00'
  return slurm.SUCCESS
end

function slurm_cli_pre_submit(options, offset)
  if options['account'] == nil then
    slurm.log_error("%s, name the account that pays: --account.", os.getenv('USER'))
    return slurm.ERROR
  end
  if options['gpus'] ~= nil and options['partition'] ~= 'gpu' then
    options['partition'] = 'gpu'
    slurm.log_info("Component %d asks for GPUs, so it goes to partition gpu.", offset)
  end
  slurm.cli_store(offset, options['account'])
  return slurm.SUCCESS
end

function slurm_cli_post_submit(offset, job_id, step_id)
  slurm.log_verbose("job %d, component %d, is paid by %s", job_id, offset, slurm.cli_retrieve(offset))
  return slurm.SUCCESS
end
