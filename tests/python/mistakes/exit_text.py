import sys
sys.exit('error: nothing to do')
