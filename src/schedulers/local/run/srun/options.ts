/** Part of srun: reads its command line, as srun(1) describes it. */
export const OPTIONS = String.raw`
# Options that matter here: names, then what follows them ('=' a value, '?' a value after '=' only).
my @KNOWN = (
  'n|ntasks=', 'N|nodes=', 'c|cpus-per-task=', 'w|nodelist=', 'x|exclude=', 'r|relative=', 'ntasks-per-node=',
  'm|distribution=', 'l|label', 'i|input=', 'o|output=', 'e|error=', 'open-mode=', 'J|job-name=', 'D|chdir=',
  't|time=', 'W|wait=', 'K|kill-on-bad-exit?', 'export=', 'het-group=', 'multi-prog', 'O|overcommit', 'overlap',
  'jobid=', 'Q|quiet', 'h|help', 'usage', 'V|version',
);
# Options about what this machine alone does not have: accepted, so that scripts for clusters run.
my @IGNORED = (
  'A|account=', 'acctg-freq=', 'B|extra-node-info=', 'bell', 'C|constraint=', 'comment=', 'compress?',
  'contiguous', 'cores-per-socket=', 'cpu-bind=', 'cpu-freq=', 'cpus-per-gpu=', 'S|core-spec=', 'disable-status',
  'E|preserve-env', 'exact', 'exclusive?', 'G|gpus=', 'gpu-bind=', 'gpu-freq=', 'gpus-per-node=',
  'gpus-per-socket=', 'gpus-per-task=', 'gres=', 'gres-flags=', 'hint=', 'I|immediate?', 'k|no-kill?',
  'L|licenses=', 'mem=', 'mem-bind=', 'mem-per-cpu=', 'mem-per-gpu=', 'mincpus=', 'mpi=', 'network=', 'no-bell',
  'ntasks-per-core=', 'ntasks-per-gpu=', 'ntasks-per-socket=', 'ntasks-per-tres=', 'p|partition=', 'profile=',
  'propagate?', 'q|qos=', 'reservation=', 'resv-ports?', 's|oversubscribe', 'slurmd-debug=', 'sockets-per-node=',
  'spread-job', 'T|threads=', 'thread-spec=', 'threads-per-core=', 'tmp=', 'tres-bind=', 'tres-per-task=',
  'u|unbuffered', 'use-min-nodes', 'v|verbose', 'wckey=', 'whole', 'X|x-disable-status',
);

my %kind;
my %name;
for (@KNOWN, @IGNORED) {
  my ($short, $long, $kind) = /^(?:(\w)\|)?([\w-]+)([=?]?)$/;
  $kind{$long} = $kind;
  $name{$short} = $long if $short;
}

# The options before the command, by long name, and the command.
sub read_options {
  my @words = @_;
  my %given;
  while (@words && $words[0] =~ /^-./) {
    my $word = shift @words;
    last if $word eq '--';
    if ($word =~ /^--([\w-]+)(?:=(.*))?$/s) {
      my ($long, $value) = (long_name($1), $2);
      if ($kind{$long} eq '=') { $value //= @words ? shift @words : fail("--$long needs a value") }
      $given{$long} = $value // 1;
      next;
    }
    my $letters = substr $word, 1;
    while ($letters =~ s/^(.)//s) {
      my $long = $name{$1} // fail("unknown option -$1; srun --help lists what there is");
      if ($kind{$long} eq '') { $given{$long} = 1; next }
      my $value = $letters ne '' ? $letters : $kind{$long} eq '?' ? 1 : shift @words;
      $given{$long} = ($value // fail("-$1 needs a value")) =~ s/^=//r;
      last;
    }
  }
  return (\%given, \@words);
}

sub long_name {
  my ($text) = @_;
  (my $wanted = $text) =~ s/^pack-group$/het-group/;
  $wanted =~ tr/_/-/;
  return $wanted if exists $kind{$wanted};
  my @longer = grep { index($_, $wanted) == 0 } keys %kind;
  fail("unknown option --$text; srun --help lists what there is") if @longer != 1;
  return $longer[0];
}

sub number {
  my ($option, $text) = @_;
  return $text =~ /^\d+$/ && $text > 0 ? $text : fail("$option: '$text' is not a positive number");
}

# Seconds of minutes, minutes:seconds, [days-]hours[:minutes[:seconds]]; 0 is no limit.
sub seconds {
  my ($text) = @_;
  return 0 if $text =~ /^(infinite|unlimited|-1)$/i;
  my ($days, @parts) = $text =~ /^(?:(\d+)-)?(\d+)(?::(\d+))?(?::(\d+))?$/ or fail("--time: '$text' is no time");
  @parts = grep { defined } @parts;
  unshift @parts, 0 if !defined $days && @parts < 3;
  my ($hours, $minutes, $seconds) = (@parts, 0, 0);
  return ((($days // 0) * 24 + $hours) * 60 + $minutes) * 60 + $seconds;
}
`;
