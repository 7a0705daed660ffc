import pytest, time, itertools
from guetteur.training.run import train
@pytest.mark.parametrize("enc,lr,bs,ep,hs", [(3e-3,1e-2,2,60,32),(1e-3,1e-2,2,60,64),(1e-3,5e-3,2,80,64),(1e-3,1e-2,1,40,64),(3e-3,5e-3,2,60,0)])
def test_t(run_settings, enc,lr,bs,ep,hs):
    t=time.time()
    m=train(run_settings(encoder={"learning_rate": enc}, data={"augment": False}, model={"head_dropout": 0.0,"head_size":hs}, trainer={"epochs": ep, "learning_rate": lr, "balance": 0.0,"batch_size":bs})).metrics
    print("RES",enc,lr,bs,ep,hs,m,time.time()-t)
