#!/bin/bash
#SBATCH --job-name=hello
#SBATCH --ntasks=2
#SBATCH --time=1
#SBATCH --output=hello-%j.out
srun echo "hello from task"
