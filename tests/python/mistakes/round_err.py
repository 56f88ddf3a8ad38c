round('2')
