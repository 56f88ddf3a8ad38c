def withdraw(balance, amount):
    assert amount <= balance, f'cannot take {amount} from {balance}'
withdraw(5, 10)
